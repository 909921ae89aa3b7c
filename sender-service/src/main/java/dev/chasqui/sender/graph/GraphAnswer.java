package dev.chasqui.sender.graph;

import dev.chasqui.access.Secret;
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
   * @param token that the call was made with
   * @param now when it came
   */
  static SendOutcome read(Exchange.Answered answer, Secret token, Instant now) {
    JsonNode json = parse(answer.body());
    if (answer.status() == 200) {
      return accepted(json);
    }
    return OutcomeRules.ofAnswer(
        answer.status(), error(json.path("error"), token), answer.retryAfter(now).orElse(null));
  }

  private static SendOutcome accepted(JsonNode json) {
    String messageId = text(json.path("messages").path(0).path("id"));
    if (messageId == null && !json.path("success").asBoolean(false)) {
      return OutcomeRules.ofSuccessWithoutId();
    }
    return new SendOutcome.Accepted(messageId, text(json.path("contacts").path(0).path("wa_id")));
  }

  /**
   * What an error says; WhatsApp quotes a token that it cannot read, and that is left out.
   *
   * @param token that the call was made with
   * @return null if the node is no error
   */
  static @Nullable GraphError error(JsonNode error, Secret token) {
    if (!error.path("code").canConvertToInt()) {
      return null;
    }
    String details = text(error.path("error_data").path("details"));
    return new GraphError(
        error.path("code").asInt(),
        token.removedFrom(error.path("message").asString("no message")),
        details == null ? null : token.removedFrom(details));
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
