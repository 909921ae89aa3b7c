package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.testing.TestServers;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client may get wrong, and what no client sends. */
class OddRequestsTest {

  private static final JsonMapper JSON = new JsonMapper();

  @SuppressWarnings("NullAway.Init")
  private static ErrorsService service;

  @BeforeAll
  static void start() {
    service = new ErrorsService(TestServers.newDatabase(), "--chasqui.http.rate-limit=0");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static HttpRequest.Builder post(String body) {
    return service
        .request("/api/orders")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body));
  }

  private static JsonNode refused(HttpRequest.Builder request, int status, String code) {
    HttpResponse<String> answer = service.send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    JsonNode body = JSON.readTree(answer.body());
    assertThat(body.path("success").asBoolean(true)).isFalse();
    assertThat(body.path("code").asString()).isEqualTo(code);
    assertThat(body.path("error").asString()).isNotBlank();
    return body;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"count\":\"many\"}             | count        | must be a whole number",
        "{\"count\":[1]}                  | count        | must be a whole number",
        "{\"count\":123456789012345}      | count        | must be a smaller number",
        "{\"name\":{}}                    | name         | must be a text",
        "{\"lines\":[{},{\"of\":\"x\"}]}  | lines[1].of  | must be a list",
        "{\"lines\":{}}                   | lines        | must be a list",
        "{\"urgent\":\"perhaps\"}         | urgent       | must be true or false",
        "[]                               | body         | must be a JSON object",
        "\"text\"                         | body         | must be a JSON object",
      })
  void aFieldOfTheWrongTypeIsNamed(String body, String field, String error) {
    JsonNode detail = refused(post(body), 400, "wrong_type").path("details").path(0);

    assertThat(detail.path("field").asString()).isEqualTo(field);
    assertThat(detail.path("error").asString()).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{\"count\":}", "{'count':1}", "{\"count\":1}}", "nul"})
  void whatIsNoJsonIsMalformed(String body) {
    refused(post(body), 400, "malformed_json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"a\\u0000b\"}                | name",
        "{\"name\":\"\\ud83d\"}                  | name",
        "{\"lines\":[{},{\"of\":[\"\\u0000\"]}]} | lines[1].of[0]",
        "{\"unknown\":{\"\\u0000\":1}}           | body",
      })
  void whatIsNoTextIsRefused(String body, String field) {
    JsonNode detail = refused(post(body), 400, "validation_failed").path("details").path(0);

    assertThat(detail.path("field").asString()).isEqualTo(field);
  }

  @Test
  void otherControlCharactersAreText() {
    JsonNode refusal =
        refused(post("{\"count\":1,\"name\":\"\\u0001\\ud83d\\ude00\"}"), 400, "validation_failed");

    assertThat(refusal.path("details").path(0).path("error").asString()).isEqualTo("is required");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "odd",
        "*/*",
        "application/*"
      })
  void aBodyThatIsNotSaidToBeJsonIsNotRead(String type) {
    HttpRequest.Builder request =
        service
            .request("/api/orders")
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString("a=b"));

    refused(request, 415, "unsupported_media_type");
  }

  @Test
  void anErrorIsJsonWhateverIsAccepted() {
    refused(post("{").header("Accept", "text/html"), 400, "malformed_json");
    refused(service.request("/api/caller").header("Accept", "text/html"), 406, "not_acceptable");
    refused(service.request("/api/caller").header("Accept", "?!"), 406, "not_acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/none", "/none", "/error", "/api/orders/1/2", "/api"})
  void aPathThatIsNoneIsNotFound(String path) {
    JsonNode refusal = refused(service.request(path), 404, "not_found");

    assertThat(refusal.path("error").asString()).isEqualTo(EdgeText.NO_SUCH_PATH.english());
  }

  @Test
  void aMethodThatAPathDoesNotTakeIsToldThoseItDoes() {
    JsonNode refusal = refused(service.request("/api/caller").DELETE(), 405, "method_not_allowed");

    assertThat(refusal.path("error").asString()).contains("only GET");
  }

  @Test
  void headAndOptionsNeedNoController() {
    HttpResponse<String> head =
        service.send(service.request("/api/caller").method("HEAD", BodyPublishers.noBody()));
    HttpResponse<String> options =
        service.send(service.request("/api/orders").method("OPTIONS", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(options.statusCode()).isEqualTo(200);
    assertThat(options.headers().firstValue("Allow")).contains("POST,OPTIONS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BREW /api/caller HTTP/1.1                            | 405",
        "TRACE /api/caller HTTP/1.1                           | 405",
        "GET /api//caller HTTP/1.1                            | 400",
        "GET /api/caller;a=b HTTP/1.1                         | 400",
        "GET /api/search?text=%zz HTTP/1.1                    | 400",
        "GET /api/search?te%01xt=a HTTP/1.1                   | 400",
        "GET /api/orders/%ed%a0%80 HTTP/1.1                   | 400",
        "GET /api/orders/%00 HTTP/1.1                         | 400",
      })
  void whatNoClientSendsIsRefused(String requestLine, int status) throws IOException {
    assertThat(service.sendRaw(requestLine)).startsWith("HTTP/1.1 " + status);
  }

  @Test
  void aHeaderWithControlCharactersIsRefusedWhereItIsRead() throws IOException {
    assertThat(service.sendRaw("GET /api/header HTTP/1.1\r\nNote: a\u0085b"))
        .startsWith("HTTP/1.1 400");
  }
}
