package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.chat.Wamids;
import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.received.Received;
import tools.jackson.databind.node.ObjectNode;

/** Marking a person's message as read, with or without the typing indicator. Thread-safe. */
final class ReadMarks {
  private static final int MAX_ID = 256;

  private final Wamids wamids;
  private final Received received;

  ReadMarks(Wamids wamids, Received received) {
    this.wamids = wamids;
    this.received = received;
  }

  /**
   * @throws dev.chasqui.simulator.graph.GraphException 131009 for a message that never came
   */
  void mark(BusinessNumber number, ObjectNode body) {
    SendRules.requireProduct(body);
    var message = new Param(body, "");
    if (!message.text("status", 20).equals("read")) {
      throw message.invalid("status", "must be read");
    }
    if (!wamids.isInbound(message.text("message_id", MAX_ID))) {
      throw message.invalid("message_id", "is not the id of a message that was received");
    }
    message
        .optionalObject("typing_indicator")
        .ifPresent(
            typing -> typing.require(typing.text("type", 20).equals("text"), "must be text"));
    received.read(number.phoneNumberId());
  }
}
