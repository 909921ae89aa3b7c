package dev.chasqui.relay.log;

import org.jspecify.annotations.Nullable;

/**
 * How a delivery stands now, and what was tried to get there. Immutable.
 *
 * @param reason why it failed; else null
 * @param attempt the one that was made since it was last written; null if none was
 */
public record Progress(
    DeliveryStatus status, @Nullable String reason, @Nullable LoggedAttempt attempt) {

  /** It waits, and nothing was tried yet. */
  public static final Progress NONE = new Progress(DeliveryStatus.PENDING, null, null);

  /** It ended without an attempt. */
  public static Progress failed(String reason) {
    return new Progress(DeliveryStatus.FAILED, reason, null);
  }
}
