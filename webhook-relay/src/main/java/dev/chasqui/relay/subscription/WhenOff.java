package dev.chasqui.relay.subscription;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of events that come while a subscription is switched off or disabled. */
public enum WhenOff {
  /** They wait until it is on again, as long as its retention lasts. */
  KEEP("keep"),
  /** They are dropped. */
  DROP("drop");

  private final String id;

  WhenOff(String id) {
    this.id = id;
  }

  /** Its name in the API and the database. */
  public String id() {
    return id;
  }

  /** All names. */
  static List<String> ids() {
    return Stream.of(values()).map(WhenOff::id).toList();
  }

  /** The one of this name. */
  static Optional<WhenOff> of(String id) {
    return Stream.of(values()).filter(one -> one.id.equals(id)).findFirst();
  }
}
