package dev.chasqui.relay.log;

import java.util.Locale;

/** How a delivery stands. */
public enum DeliveryStatus {
  /** It waits, for its first attempt or another. */
  PENDING,
  /** The subscriber took it. */
  DELIVERED,
  /** It was given up. */
  FAILED;

  /** As in the database and the API. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static DeliveryStatus of(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
