package dev.chasqui.relay.subscription;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** In which order a subscription gets its events. */
public enum Order {
  /** As they come; a retry is overtaken. */
  NONE("none"),
  /** Those of one chat one after another. */
  CHAT("chat");

  private final String id;

  Order(String id) {
    this.id = id;
  }

  /** Its name in the API and the database. */
  public String id() {
    return id;
  }

  /** All names. */
  static List<String> ids() {
    return Stream.of(values()).map(Order::id).toList();
  }

  /** The one of this name. */
  static Optional<Order> of(String id) {
    return Stream.of(values()).filter(one -> one.id.equals(id)).findFirst();
  }
}
