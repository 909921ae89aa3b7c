package dev.chasqui.demo;

import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts what arrives on the topics and at the receiver to the message it belongs to. Thread-safe.
 */
final class Journey {

  private final long accountId;
  private final LongSupplier nanoTime;
  private final Map<String, Message> byCommand = new LinkedHashMap<>();
  private final Map<String, Message> byRecipient = new HashMap<>();
  private final Map<String, Message> byEvent = new HashMap<>();
  private final Map<String, Long> webhooksAhead = new HashMap<>();
  private final Set<String> forged = new HashSet<>();
  private int webhooks;

  Journey(long accountId, List<Message> messages, LongSupplier nanoTime) {
    this.accountId = accountId;
    this.nanoTime = nanoTime;
    for (Message message : messages) {
      byCommand.put(message.commandId(), message);
      byRecipient.put(message.recipient(), message);
    }
  }

  synchronized void begin(Message message) {
    message.begin(nanoTime.getAsLong());
  }

  synchronized void failed(Message message, String reason) {
    message.fail(reason);
  }

  synchronized void result(CommandResult result) {
    Message message = byCommand.get(result.getCommandId());
    if (message == null || !result.getIsFinal()) {
      return;
    }
    if (result.getStatus() == CommandStatus.SENT) {
      message.reach(Step.SENT, nanoTime.getAsLong());
    } else {
      message.fail(result.getStatus() + reason(result.getErrorCode(), result.getErrorMessage()));
    }
  }

  synchronized void event(WhatsAppEvent event) {
    if (event.getAccountId() != accountId) {
      return;
    }
    if (event.getAck() != null) {
      acknowledged(event.getId(), event.getAck());
    } else if (event.getMessage() != null) {
      replied(event.getId(), event.getMessage());
    }
  }

  private void acknowledged(String eventId, MessageAck ack) {
    Message message = ack.getCommandId() == null ? null : byCommand.get(ack.getCommandId());
    if (message == null) {
      return;
    }
    if (ack.getAck() == Ack.ERROR) {
      message.fail("WhatsApp failed it" + reason(ack.getErrorCode(), ack.getErrorMessage()));
    }
    Step.of(ack.getAck()).ifPresent(step -> arrived(eventId, message, step));
  }

  private void replied(String eventId, MessageReceived reply) {
    String from = reply.getFrom().getPhone();
    Message message = from == null ? null : byRecipient.get(from);
    if (message != null) {
      arrived(eventId, message, Step.REPLY);
    }
  }

  private void arrived(String eventId, Message message, Step step) {
    message.reach(step, nanoTime.getAsLong());
    message.event(eventId);
    byEvent.put(eventId, message);
    Long webhook = webhooksAhead.remove(eventId);
    if (webhook != null) {
      message.webhook(eventId, webhook);
    }
  }

  /** A webhook came in; a verified one may overtake its event on the topic. */
  synchronized void webhook(String eventId, boolean verified) {
    webhooks++;
    if (!verified) {
      forged.add(eventId);
      return;
    }
    Message message = byEvent.get(eventId);
    if (message == null) {
      webhooksAhead.putIfAbsent(eventId, nanoTime.getAsLong());
    } else {
      message.webhook(eventId, nanoTime.getAsLong());
    }
  }

  private static String reason(@Nullable String code, @Nullable String text) {
    return (code == null ? "" : ", " + code) + (text == null ? "" : ": " + text);
  }

  /** Whether nothing more is to come; after a wrong signature nothing more is of interest. */
  synchronized boolean isOver() {
    return !forged.isEmpty() || byCommand.values().stream().allMatch(Message::isOver);
  }

  /** Looks at the messages while nothing changes them. */
  synchronized <T> T look(Function<List<Message>, T> at) {
    return at.apply(new ArrayList<>(byCommand.values()));
  }

  synchronized int webhooks() {
    return webhooks;
  }

  synchronized int forged() {
    return forged.size();
  }
}
