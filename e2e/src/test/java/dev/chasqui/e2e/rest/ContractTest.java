package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is served has all that the page of WhatsApp API Engine has, in the page's words ({@code
 * whatsapp-api-engine.json}); it may have more.
 */
class ContractTest {

  private static final JsonNode PAGE = page();
  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Document SERVED = Document.of(SYSTEM.newTenant());

  private static JsonNode page() {
    try (InputStream file = ContractTest.class.getResourceAsStream("/whatsapp-api-engine.json")) {
      return new JsonMapper().readTree(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Stream<JsonNode> operations() {
    return PAGE.path("operations").valueStream();
  }

  @Test
  void theFrameIsThePages() {
    JsonNode served = SERVED.root();

    assertThat(served.path("openapi").asString()).startsWith("3.0.");
    assertThat(served.path("info").path("title")).isEqualTo(PAGE.path("title"));
    assertThat(served.path("info").path("version")).isEqualTo(PAGE.path("version"));
    assertThat(served.path("info").path("contact").path("name")).isEqualTo(PAGE.path("contact"));
    assertThat(served.path("info").path("description").asString())
        .contains(PAGE.path("description").valueStream().map(JsonNode::asString).toList());
    JsonNode server = served.path("servers").path(0);
    assertThat(server.path("url").asString()).isEqualTo("http://localhost:" + SYSTEM.port);
    assertThat(server.path("description")).isEqualTo(PAGE.path("server"));
  }

  @Test
  void theTagsAreThePages() {
    Map<String, JsonNode> tags = new java.util.HashMap<>();
    SERVED
        .root()
        .path("tags")
        .forEach(tag -> tags.put(tag.path("name").asString(), tag.path("description")));

    PAGE.path("tags")
        .properties()
        .forEach(
            tag -> {
              assertThat(tags).containsKey(tag.getKey());
              assertThat(String.valueOf(tags.get(tag.getKey())))
                  .contains(tag.getValue().asString());
            });
  }

  @Test
  void theSchemasAreThePages() {
    PAGE.path("schemas")
        .properties()
        .forEach(
            schema -> {
              JsonNode served =
                  SERVED.root().path("components").path("schemas").path(schema.getKey());
              hasAllOf(schema.getKey(), served, schema.getValue());
            });
  }

  @Test
  void everyCallNeedsTheKey() {
    JsonNode scheme = SERVED.root().path("components").path("securitySchemes").path("ApiKeyAuth");

    assertThat(scheme.path("type").asString()).isEqualTo("apiKey");
    assertThat(scheme.path("in").asString()).isEqualTo("header");
    assertThat(scheme.path("name").asString()).isEqualTo("X-API-Key");
    assertThat(SERVED.root().path("security").path(0).has("ApiKeyAuth")).isTrue();
    assertThat(SERVED.operations())
        .allSatisfy(operation -> assertThat(operation.spec().has("security")).isFalse());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOperationIsThePages(JsonNode page) {
    String name = page.path("method").asString() + " " + page.path("path").asString();
    JsonNode served =
        SERVED.operation(page.path("method").asString(), page.path("path").asString());

    assertThat(served.isMissingNode()).as(name).isFalse();
    assertThat(served.path("tags").valueStream().toList()).containsExactly(page.path("tag"));
    assertThat(served.path("summary")).isEqualTo(page.path("summary"));
    hasParameters(served, page);
    hasRequest(served, page);
    page.path("responses")
        .properties()
        .forEach(answer -> hasResponse(name, served, answer.getKey(), answer.getValue()));
  }

  private static void hasParameters(JsonNode served, JsonNode page) {
    List<JsonNode> inPath =
        served
            .path("parameters")
            .valueStream()
            .filter(parameter -> parameter.path("in").asString().equals("path"))
            .toList();
    assertThat(inPath).hasSize(page.path("parameters").size());
    for (JsonNode parameter : inPath) {
      JsonNode expected = page.path("parameters").path(parameter.path("name").asString());
      assertThat(expected.isMissingNode()).as(parameter.toString()).isFalse();
      assertThat(parameter.path("required").asBoolean()).isTrue();
      assertThat(parameter.path("schema").path("type").asString()).isEqualTo("string");
      expected
          .properties()
          .forEach(
              field ->
                  assertThat(parameter.path(field.getKey()).asString())
                      .isEqualTo(field.getValue().asString()));
    }
  }

  private static void hasRequest(JsonNode served, JsonNode page) {
    JsonNode expected = page.path("request");
    JsonNode body = served.path("requestBody");
    assertThat(body.isMissingNode()).isEqualTo(expected.isMissingNode());
    if (!expected.isMissingNode()) {
      JsonNode schema = body.path("content").path("application/json").path("schema");
      assertThat(body.path("required").asBoolean()).isTrue();
      hasAllOf("request", schema, expected);
      assertThat(SERVED.resolved(schema).path("example")).isEqualTo(expected);
    }
  }

  private static void hasResponse(String name, JsonNode served, String status, JsonNode expected) {
    JsonNode answer = served.path("responses").path(status);
    assertThat(answer.path("description")).as(name).isEqualTo(expected.path("description"));
    String type = expected.path("mediaType").asString("application/json");
    JsonNode content = answer.path("content").path(type);
    assertThat(content.isMissingNode()).as(name + " " + status + " " + type).isFalse();
    hasAllOf(name, content.path("schema"), expected.path("body"));
  }

  /** Each field of the example is in the schema, and of its type. */
  private static void hasAllOf(String where, JsonNode schema, JsonNode example) {
    JsonNode whole = SERVED.resolved(schema);
    String type = whole.path("type").asString("object");
    switch (example.getNodeType()) {
      case OBJECT -> {
        assertThat(type).as(where).isEqualTo("object");
        example
            .properties()
            .forEach(
                field -> {
                  String inside = where + "." + field.getKey();
                  JsonNode property = SERVED.property(whole, field.getKey());
                  assertThat(property.isMissingNode()).as(inside).isFalse();
                  hasAllOf(inside, property, field.getValue());
                });
      }
      case ARRAY -> {
        assertThat(type).as(where).isEqualTo("array");
        hasAllOf(where, whole.path("items"), example.path(0));
      }
      case STRING -> assertThat(type).as(where).isEqualTo("string");
      case NUMBER -> assertThat(type).as(where).isIn("integer", "number");
      case BOOLEAN -> assertThat(type).as(where).isEqualTo("boolean");
      default -> assertThat(example.isMissingNode()).as(where).isTrue();
    }
  }
}
