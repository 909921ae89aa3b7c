package dev.chasqui.demo;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One message on its way. Guarded by {@link Journey}. */
final class Message {

  /** Sent, delivered, read and the reply: each is an event, and each event is a webhook. */
  static final int EVENTS = 4;

  private final int number;
  private final String commandId;
  private final String recipient;
  private final Map<Step, Long> reached = new EnumMap<>(Step.class);
  private final Set<String> events = new HashSet<>();
  private final Set<String> webhooks = new HashSet<>();
  private long began;
  private @Nullable String failure;

  Message(int number, String commandId, String recipient) {
    this.number = number;
    this.commandId = commandId;
    this.recipient = recipient;
  }

  int number() {
    return number;
  }

  String commandId() {
    return commandId;
  }

  String recipient() {
    return recipient;
  }

  /** The country and the last three digits. */
  String maskedRecipient() {
    return "57*******" + recipient.substring(recipient.length() - 3);
  }

  void begin(long now) {
    began = now;
  }

  void reach(Step step, long now) {
    reached.putIfAbsent(step, now);
  }

  void event(String id) {
    events.add(id);
  }

  void webhook(String eventId, long now) {
    webhooks.add(eventId);
    if (webhooks.size() == EVENTS) {
      reach(Step.WEBHOOKS, now);
    }
  }

  void fail(String reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  boolean isComplete() {
    return failure == null && reached.size() == Step.values().length && events.size() >= EVENTS;
  }

  boolean isOver() {
    return failure != null || isComplete();
  }

  int webhooks() {
    return webhooks.size();
  }

  /** The time from the command to a step; empty if it has not come yet. */
  Optional<Duration> since(Step step) {
    return Optional.ofNullable(reached.get(step)).map(at -> Duration.ofNanos(at - began));
  }

  /** The time from the step before; none if the two crossed each other on their ways to us. */
  Optional<Duration> hop(Step step) {
    Duration before = step.before().flatMap(this::since).orElse(Duration.ZERO);
    return since(step)
        .map(here -> here.minus(before))
        .map(hop -> hop.isNegative() ? Duration.ZERO : hop);
  }
}
