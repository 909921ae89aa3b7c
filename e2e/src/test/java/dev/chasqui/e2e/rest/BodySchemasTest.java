package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.rest.Call.Change;
import dev.chasqui.e2e.rest.Call.Part;
import dev.chasqui.e2e.rest.Document.Operation;
import dev.chasqui.testing.WebhookReceiver;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the document says of bodies is what is done: what it requires, what it bounds. */
class BodySchemasTest {

  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Document DOCUMENT = Document.of(SYSTEM.newTenant());
  private static final WebhookReceiver RECEIVER = WebhookReceiver.start();
  private static final Callers CALLERS =
      new Callers(SYSTEM, new GoodCalls(DOCUMENT, RECEIVER.url()), RECEIVER.url());

  /** Of these another one may take the place, which a schema of OpenAPI 3.0 does not say well. */
  private static final Set<String> EITHER = Set.of("since", "imageUrl");

  @AfterAll
  static void stop() {
    RECEIVER.close();
  }

  static List<Operation> bodies() {
    List<Operation> bodies =
        DOCUMENT.operations().stream().filter(it -> it.spec().has("requestBody")).toList();
    assertThat(bodies).hasSizeGreaterThan(8);
    return bodies;
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void whatIsRequiredIsMissedAndNothingElse(Operation operation) {
    List<String> required =
        DOCUMENT
            .bodyOf(operation.spec())
            .path("required")
            .valueStream()
            .map(JsonNode::asString)
            .toList();
    List<String> fields = DOCUMENT.fields(operation.spec());
    for (String field : fields) {
      if (!EITHER.contains(field)) {
        // Without its only one there would be no body.
        Api.Answer without = call(operation, field, fields.size() == 1 ? "null" : null);

        if (required.contains(field)) {
          assertThat(refused(without)).as(field + " is missed").contains(field);
        } else {
          assertThat(without.status()).as(field + ": " + without.body()).isBetween(200, 299);
        }
      }
    }
  }

  /** What is not said cannot be tried; hence some of what must be said. */
  @ParameterizedTest
  @CsvSource({
    "post /api/messages/send, message, maxLength, 4096",
    "post /api/messages/send-image, caption, maxLength, 1024",
    "post /api/messages/send-document, filename, maxLength, 255",
    "post /api/messages/send-bulk, recipients, maxItems, 10000",
    "post /api/messages/send-bulk, delay, maximum, 86400000",
    "post /api/contacts/check-bulk, phones, maxItems, 100",
    "patch /api/account/limits, burst, minimum, 1",
    "post /api/webhooks/register, order, enum, '[\"none\",\"chat\"]'",
    "patch /api/webhooks/{id}, retentionHours, maximum, 720",
    "post /api/webhooks/{id}/rotate-secret, secret, maxLength, 256"
  })
  void boundsAreSaid(String operation, String field, String bound, String value) {
    String[] name = operation.split(" ", -1);
    JsonNode body = DOCUMENT.bodyOf(DOCUMENT.operation(name[0], name[1]));

    assertThat(body.path("properties").path(field).path(bound).toString()).isEqualTo(value);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void whatIsOutOfBoundsIsRefused(Operation operation) {
    DOCUMENT
        .bodyOf(operation.spec())
        .path("properties")
        .properties()
        .forEach(
            field ->
                outOfBounds(field.getKey(), field.getValue())
                    .forEach(
                        value ->
                            assertThat(refused(call(operation, field.getKey(), value)))
                                .as(field + " " + value.substring(0, Math.min(80, value.length())))
                                .anyMatch(wrong -> wrong.startsWith(field.getKey()))));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aTextMayBeAsLongAsItIsSaid(Operation operation) {
    DOCUMENT
        .bodyOf(operation.spec())
        .path("properties")
        .properties()
        .forEach(
            field -> {
              int longest = field.getValue().path("maxLength").asInt(0);
              if (longest > 0) {
                Api.Answer answer = call(operation, field.getKey(), text(field.getKey(), longest));
                assertThat(answer.status()).as(field + ": " + answer.body()).isBetween(200, 299);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void bodiesThatAreTooLargeOrNoJsonAreSaidToBeRefused(Operation operation) throws IOException {
    Call good = CALLERS.call(operation);
    int mebibytes = operation.path().endsWith("/send-image") ? 8 : 1;
    String large = "\"" + "a".repeat(mebibytes << 20) + "\"";

    assertThat(good.with(Part.FIELD, "large", large).raw().send(SYSTEM.port)).isEqualTo(413);
    assertThat(good.with(Part.HEADER, "Content-Type", "text/plain").raw().send(SYSTEM.port))
        .isEqualTo(415);
    assertThat(operation.spec().path("responses").propertyNames())
        .contains("400", "401", "403", "408", "413", "415", "429", "503");
  }

  private static Stream<String> outOfBounds(String field, JsonNode schema) {
    Stream.Builder<String> values = Stream.builder();
    if (schema.has("maxLength")) {
      values.add(text(field, schema.path("maxLength").asInt() + 1));
    }
    if (schema.path("minLength").asInt(0) > 0) {
      values.add("\"\"");
    }
    if (schema.path("minItems").asInt(0) > 0) {
      values.add("[]");
    }
    if (schema.has("maxItems")) {
      values.add(
          Collections.nCopies(schema.path("maxItems").asInt() + 1, "\"573001234567\"").toString());
    }
    if (schema.path("items").has("maxLength")) {
      values.add("[" + text(field, schema.path("items").path("maxLength").asInt() + 1) + "]");
    }
    if (schema.has("minimum")) {
      values.add(beyond(schema.path("minimum"), -1));
    }
    if (schema.has("maximum")) {
      values.add(beyond(schema.path("maximum"), 1));
    }
    if (schema.has("enum")) {
      values.add("\"another\"");
    }
    return values.build();
  }

  /** The next number, as exact as the bound is written. */
  private static String beyond(JsonNode bound, int direction) {
    BigDecimal number = new BigDecimal(bound.asString());
    return number.add(number.ulp().multiply(BigDecimal.valueOf(direction))).toPlainString();
  }

  /** A JSON string of that length, and an address where one is wanted. */
  private static String text(String field, int length) {
    String start = field.toLowerCase(Locale.ROOT).endsWith("url") ? RECEIVER.url() + "/" : "";
    return "\"" + start + "a".repeat(length - start.length()) + "\"";
  }

  /** A request that succeeds but for one field. */
  private static Api.Answer call(Operation operation, String field, @Nullable String value) {
    return CALLERS
        .of(operation)
        .call(CALLERS.call(operation).with(new Change(Part.FIELD, field, value)));
  }

  /** The fields for which it was refused. */
  private static List<String> refused(Api.Answer answer) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
    return answer.body().path("details").findValuesAsString("field");
  }
}
