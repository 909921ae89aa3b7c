package dev.chasqui.simulator.chat;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.numbers.BusinessNumber;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message that a business sent and that was accepted.
 *
 * @param type e.g. "text"
 * @param body the whole request
 * @param failure why it will fail although it was accepted; null: it will not
 */
public record SentMessage(
    BusinessNumber number,
    String wamid,
    Recipient recipient,
    String type,
    @Nullable String callbackData,
    ObjectNode body,
    @Nullable GraphError failure) {

  /** The same message, which will fail. */
  public SentMessage failing(GraphError error) {
    return new SentMessage(number, wamid, recipient, type, callbackData, body, error);
  }
}
