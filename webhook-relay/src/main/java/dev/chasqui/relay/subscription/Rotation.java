package dev.chasqui.relay.subscription;

import dev.chasqui.access.ApiError.FieldError;
import dev.chasqui.access.ApiException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/webhooks/{id}/rotate-secret}, as it came. Immutable.
 *
 * @param secret the new one; one is made if absent
 * @param oldValidSeconds how long the one before signs too; a day if absent
 */
record Rotation(@Nullable String secret, @Nullable Long oldValidSeconds) {

  static final Rotation USUAL = new Rotation(null, null);

  private static final Duration USUAL_TIME = Duration.ofDays(1);
  private static final Duration LONGEST_TIME = Duration.ofDays(7);

  /**
   * How long the secret before stays valid.
   *
   * @throws ApiException 400 with every field that is wrong
   */
  Duration checked() {
    List<FieldError> errors = new ArrayList<>();
    SecretField.check(secret, errors);
    long seconds = oldValidSeconds == null ? USUAL_TIME.toSeconds() : oldValidSeconds;
    if (seconds < 0 || seconds > LONGEST_TIME.toSeconds()) {
      errors.add(
          new FieldError("oldValidSeconds", "must be from 0 to " + LONGEST_TIME.toSeconds()));
    }
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    return Duration.ofSeconds(seconds);
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "Rotation[oldValidSeconds=" + oldValidSeconds + "]";
  }
}
