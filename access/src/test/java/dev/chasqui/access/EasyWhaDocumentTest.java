package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.TestServers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two APIs, two documents, one page. */
class EasyWhaDocumentTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ENGINE = "/v3/api-docs";
  private static final String EASYWHA = "/v3/api-docs/easywha";

  @SuppressWarnings("NullAway.Init")
  private static ErrorsService service;

  @BeforeAll
  static void start() {
    service = new ErrorsService(TestServers.newDatabase());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static JsonNode get(String path) {
    return JSON.readTree(service.send(service.anonymous(path)).body());
  }

  private static List<String> paths(JsonNode document) {
    return List.copyOf(document.path("paths").propertyNames());
  }

  /** Twice, since neither must change what the other is made of. */
  @RepeatedTest(2)
  void eachHasItsOwnOperations() {
    JsonNode easyWha = get(EASYWHA);
    JsonNode engine = get(ENGINE);

    assertThat(paths(easyWha))
        .containsExactlyInAnyOrder("/api/auth/apikey-login", "/api/chats/{idOrPhone}");
    assertThat(paths(engine))
        .contains("/api/caller", "/api/orders")
        .allMatch(path -> path.startsWith("/api/"))
        .noneMatch(path -> path.matches("/api/(auth|whatsapp|chats|media)/.*"));
    assertThat(easyWha.path("info").path("title").asString()).isEqualTo("EasyWha");
    assertThat(engine.path("info").path("title").asString()).isEqualTo("WhatsApp API Engine");
    assertThat(easyWha.path("openapi").asString()).startsWith("3.0.");
  }

  @RepeatedTest(2)
  void eachHasItsOwnCredentials() {
    JsonNode easyWha = get(EASYWHA);
    JsonNode engine = get(ENGINE);

    JsonNode schemes = easyWha.path("components").path("securitySchemes");
    assertThat(schemes.propertyNames()).containsExactly("BearerAuth");
    assertThat(schemes.path("BearerAuth").path("type").asString()).isEqualTo("http");
    assertThat(schemes.path("BearerAuth").path("scheme").asString()).isEqualTo("bearer");
    assertThat(easyWha.path("security").path(0).has("BearerAuth")).isTrue();
    assertThat(engine.path("components").path("securitySchemes").propertyNames())
        .containsExactly("ApiKeyAuth");
    assertThat(engine.path("security").path(0).has("ApiKeyAuth")).isTrue();
  }

  @Test
  void theLoginNeedsNoToken() {
    JsonNode login = get(EASYWHA).path("paths").path("/api/auth/apikey-login").path("post");

    assertThat(login.path("security").isArray()).isTrue();
    assertThat(login.path("security")).isEmpty();
    assertThat(login.path("responses").propertyNames())
        .contains("200", "400", "401", "403", "429", "500");
    assertThat(
            login
                .path("responses")
                .path("401")
                .path("content")
                .path("application/json")
                .path("schema")
                .path("$ref")
                .asString())
        .isEqualTo("#/components/schemas/Error");
    assertThat(get(EASYWHA).path("components").path("schemas").path("Error").has("properties"))
        .isTrue();
  }

  @Test
  void thePageOffersBoth() {
    JsonNode offered = get("/v3/api-docs/swagger-config").path("urls");

    assertThat(offered.findValuesAsString("url")).containsExactly(ENGINE, EASYWHA);
    assertThat(offered.findValuesAsString("name"))
        .containsExactly("WhatsApp API Engine", "EasyWha");
  }
}
