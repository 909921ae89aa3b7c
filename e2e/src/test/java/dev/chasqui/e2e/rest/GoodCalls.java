package dev.chasqui.e2e.rest;

import dev.chasqui.e2e.rest.Call.Part;
import dev.chasqui.e2e.rest.Document.Operation;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * For each operation a call that succeeds: with the document's example where it has one. Immutable.
 *
 * @param receiver the URL of one that answers webhooks
 */
record GoodCalls(Document document, String receiver) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PHONE = "573001234567";

  /** All of it but for the variables of its path that name something of the caller's. */
  Call of(Operation operation) {
    Call call = Call.of(operation);
    for (Map.Entry<String, JsonNode> field : body(operation).properties()) {
      call = call.with(Part.FIELD, field.getKey(), field.getValue().toString());
    }
    if (operation.pathVariables().contains("phone")) {
      call = call.with(Part.VARIABLE, "phone", PHONE);
    }
    return operation.toString().equals("delete /api/commands")
        ? call.with(Part.QUERY, "status", "waiting")
        : call;
  }

  private JsonNode body(Operation operation) {
    return switch (operation.toString()) {
      case "patch /api/account/limits" -> JSON.readTree("{\"messagesPerSecond\":20,\"burst\":5}");
      case "post /api/webhooks/register" -> registration();
      case "patch /api/webhooks/{id}" ->
          JSON.readTree("{\"events\":[\"message\"],\"description\":\"Pedidos\"}");
      case "post /api/webhooks/{id}/rotate-secret" -> JSON.readTree("{\"oldValidSeconds\":60}");
      case "post /api/webhooks/{webhookId}/replay" ->
          JSON.readTree("{\"since\":\"2026-01-31T12:00:00Z\",\"failedOnly\":true}");
      default -> document.example(operation.spec());
    };
  }

  /** The example's own address is nobody's. */
  private JsonNode registration() {
    JsonNode example = document.example(document.operation("post", "/api/webhooks/register"));
    return JSON.readTree(example.toString().replace("https://tuapp.com/webhook", receiver));
  }
}
