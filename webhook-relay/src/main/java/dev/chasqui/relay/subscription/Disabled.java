package dev.chasqui.relay.subscription;

import java.time.Instant;
import java.util.Locale;

/**
 * That a subscription was switched off by us. Immutable.
 *
 * @param at when
 * @param reason why
 */
public record Disabled(Instant at, Reason reason) {

  /** Why a subscription was disabled. */
  public enum Reason {
    /** Its endpoint answered 410. */
    GONE,
    /** Its endpoint failed for days without a success. */
    FAILING;

    /** Its name in the API, the database and the event. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Reason of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }
  }
}
