package dev.chasqui.simulator.chat;

import dev.chasqui.simulator.faults.Faults;

/** What happens at the other end once a message was accepted. Thread-safe. */
public final class Conversations {
  private final Statuses statuses;
  private final Replies replies;
  private final Faults faults;

  Conversations(Statuses statuses, Replies replies, Faults faults) {
    this.statuses = statuses;
    this.replies = replies;
    this.faults = faults;
  }

  /** Starts the message's statuses and the person's reply; returns at once. */
  public void accepted(SentMessage message) {
    var chat = message.recipient().chat();
    var effects = faults.onStatuses(message.number().phoneNumberId(), chat);
    statuses.follow(message, effects, () -> reply(message, effects.asLid()));
  }

  private void reply(SentMessage message, boolean asLid) {
    var person = message.recipient().person();
    if (person != null) {
      replies.reply(message, asLid ? person.asLid() : person);
    }
  }
}
