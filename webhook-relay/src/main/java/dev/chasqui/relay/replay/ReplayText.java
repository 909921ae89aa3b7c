package dev.chasqui.relay.replay;

import dev.chasqui.access.text.Text;

/** Why something is not sent again. */
enum ReplayText implements Text {
  ONE_BEGINNING("give since or fromEventId, and not both"),
  IN_THE_FUTURE("is in the future"),
  UNKNOWN_EVENT("no delivery of this event is known; give a time (since) instead"),
  NOT_ON_THE_TOPIC("the event is no longer on the topic; give since"),
  STILL_RUNNING("A replay of this webhook is still running"),
  EVENT_GONE("The event of this delivery is no longer kept"),
  KAFKA_AWAY("Kafka does not answer; try again"),
  NOT_FOUND("Replay %s not found");

  private final String english;

  ReplayText(String english) {
    this.english = english;
  }

  @Override
  public String english() {
    return english;
  }
}
