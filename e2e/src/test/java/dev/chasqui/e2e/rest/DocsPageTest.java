package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /docs} as a browser opens it, which has no key. */
class DocsPageTest {

  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Api API = SYSTEM.newTenant();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern CONFIG = Pattern.compile("\"configUrl\"\\s*:\\s*\"([^\"]+)\"");
  private static final Pattern SCRIPT = Pattern.compile("<script src=\"([^\"]+)\"");

  private final HttpClient browser =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  @Test
  void docsIsSwaggerUiOfTheDocument() throws IOException, InterruptedException {
    HttpResponse<String> page = page("/docs");

    assertThat(page.body()).contains("<title>Swagger UI</title>", "id=\"swagger-ui\"");
    assertThat(scripts(page)).anyMatch(script -> script.contains("SwaggerUIBundle"));
    assertThat(document(page)).isEqualTo(Document.of(API).root());
    assertThat(documents(page).path(0).path("name").asString()).isEqualTo("WhatsApp API Engine");
    assertThat(documents(page).path(1).path("name").asString()).isEqualTo("EasyWha");
  }

  @Test
  void authorizeOffersTheKeyThatOpensTheApi() throws IOException, InterruptedException {
    JsonNode document = document(page("/docs"));
    String needed = document.path("security").path(0).propertyNames().iterator().next();
    JsonNode scheme = document.path("components").path("securitySchemes").path(needed);

    assertThat(scheme.path("type").asString()).isEqualTo("apiKey");
    assertThat(scheme.path("in").asString()).isEqualTo("header");
    HttpRequest.Builder call = HttpRequest.newBuilder(at("/api/session/status"));
    assertThat(browser.send(call.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    call.header(scheme.path("name").asString(), API.key());
    assertThat(browser.send(call.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(200);
  }

  /** The document that the page shows first, as its scripts find it. */
  private JsonNode document(HttpResponse<String> page) throws IOException, InterruptedException {
    return JSON.readTree(page(documents(page).path(0).path("url").asString()).body());
  }

  /** Those that the page offers: their names and where they are. */
  private JsonNode documents(HttpResponse<String> page) throws IOException, InterruptedException {
    String config =
        scripts(page).stream()
            .flatMap(script -> CONFIG.matcher(script).results())
            .map(DocsPageTest::first)
            .findFirst()
            .orElseThrow();
    return JSON.readTree(page(config).body()).path("urls");
  }

  private List<String> scripts(HttpResponse<String> page) throws IOException, InterruptedException {
    List<String> sources = SCRIPT.matcher(page.body()).results().map(DocsPageTest::first).toList();
    List<String> scripts = new ArrayList<>();
    for (String source : sources) {
      scripts.add(get(page.uri().resolve(source)).body());
    }
    return scripts;
  }

  private static String first(MatchResult match) {
    return match.group(1);
  }

  private HttpResponse<String> page(String path) throws IOException, InterruptedException {
    return get(at(path));
  }

  private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        browser.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(address.toString()).isEqualTo(200);
    return answer;
  }

  private static URI at(String path) {
    return URI.create("http://127.0.0.1:" + SYSTEM.port).resolve(path);
  }
}
