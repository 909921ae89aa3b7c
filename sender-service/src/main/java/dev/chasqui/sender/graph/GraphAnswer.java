package dev.chasqui.sender.graph;

import dev.chasqui.http.Exchange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads the Graph API's answers. Fields that may be absent may be absent. Pure. */
final class GraphAnswer {

  private GraphAnswer() {}

  /**
   * @param now when it came
   */
  static SendOutcome read(Exchange.Answered answer, Instant now) {
    JsonNode json = parse(answer.body());
    if (answer.status() == 200) {
      return accepted(json);
    }
    return OutcomeRules.ofAnswer(
        answer.status(), error(json.path("error")), answer.retryAfter(now).orElse(null));
  }

  private static SendOutcome accepted(JsonNode json) {
    String messageId = text(json.path("messages").path(0).path("id"));
    if (messageId == null && !json.path("success").asBoolean(false)) {
      return OutcomeRules.ofSuccessWithoutId();
    }
    return new SendOutcome.Accepted(messageId, text(json.path("contacts").path(0).path("wa_id")));
  }

  /** Null if the node is none. */
  static @Nullable GraphError error(JsonNode error) {
    return error.path("code").canConvertToInt()
        ? new GraphError(
            error.path("code").asInt(),
            error.path("message").asString("no message"),
            text(error.path("error_data").path("details")))
        : null;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }

  /** A missing node if it is no JSON. */
  static JsonNode parse(byte[] body) {
    try {
      return GraphJson.MAPPER.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
