package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.chat.Conversations;
import dev.chasqui.simulator.chat.SentMessage;
import dev.chasqui.simulator.chat.Wamids;
import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.received.Received;
import dev.chasqui.simulator.received.ReceivedMessage;
import java.time.Clock;
import tools.jackson.databind.node.ObjectNode;

/** Accepts messages. Thread-safe; sends don't wait for each other. */
final class Sender {
  private final SendRules rules;
  private final SendGate gate;
  private final RateLimits limits;
  private final Wamids wamids;
  private final Received received;
  private final Conversations conversations;
  private final Clock clock;

  Sender(
      SendRules rules,
      SendGate gate,
      RateLimits limits,
      Wamids wamids,
      Received received,
      Conversations conversations,
      Clock clock) {
    this.rules = rules;
    this.gate = gate;
    this.limits = limits;
    this.wamids = wamids;
    this.received = received;
    this.conversations = conversations;
    this.clock = clock;
  }

  /**
   * Accepts the message; its statuses and the reply follow by themselves.
   *
   * @throws dev.chasqui.simulator.graph.GraphException when it is not accepted
   */
  SentMessage accept(BusinessNumber number, ObjectNode body) {
    gate.requireOpen(number);
    var wanted = rules.check(number, body);
    var to = wanted.recipient().chat();
    limits.check(number, to);
    var message =
        new SentMessage(
            number,
            wamids.outbound(to),
            wanted.recipient(),
            wanted.type(),
            wanted.callbackData(),
            body);
    received.accepted(
        new ReceivedMessage(
            message.wamid(),
            number.phoneNumberId(),
            to,
            wanted.type(),
            wanted.callbackData(),
            clock.instant(),
            body));
    conversations.accepted(message);
    return message;
  }
}
