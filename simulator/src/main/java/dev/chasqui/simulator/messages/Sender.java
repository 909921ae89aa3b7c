package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.chat.Conversations;
import dev.chasqui.simulator.chat.SentMessage;
import dev.chasqui.simulator.chat.Wamids;
import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.numbers.SendGate;
import dev.chasqui.simulator.received.Received;
import dev.chasqui.simulator.received.ReceivedMessage;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Accepts messages. Thread-safe; sends don't wait for each other. */
final class Sender {
  private final SendRules rules;
  private final List<SendGate> gates;
  private final RateLimits limits;
  private final Wamids wamids;
  private final LateFailures lateFailures;
  private final Received received;
  private final LinkChecks linkChecks;
  private final Conversations conversations;
  private final Clock clock;

  Sender(
      SendRules rules,
      List<SendGate> gates,
      RateLimits limits,
      Wamids wamids,
      LateFailures lateFailures,
      Received received,
      LinkChecks linkChecks,
      Conversations conversations,
      Clock clock) {
    this.rules = rules;
    this.gates = List.copyOf(gates);
    this.limits = limits;
    this.wamids = wamids;
    this.lateFailures = lateFailures;
    this.received = received;
    this.linkChecks = linkChecks;
    this.conversations = conversations;
    this.clock = clock;
  }

  /**
   * Accepts the message; its statuses and the reply follow by themselves.
   *
   * @throws dev.chasqui.simulator.graph.GraphException when it is not accepted
   */
  SentMessage accept(BusinessNumber number, ObjectNode body) {
    gates.forEach(gate -> gate.requireOpen(number));
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
            body,
            lateFailures.of(wanted));
    received.accepted(
        new ReceivedMessage(
            message.wamid(),
            number.phoneNumberId(),
            to,
            wanted.type(),
            wanted.callbackData(),
            clock.instant(),
            body));
    linkChecks.then(message, conversations::accepted);
    return message;
  }
}
