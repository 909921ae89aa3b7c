package dev.chasqui.relay.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as it is kept and shown. Immutable.
 *
 * @param number 1 for the first
 * @param at when it began
 * @param tookMs milliseconds
 * @param address that was connected to; null if none was
 * @param status HTTP status; null if there was no answer
 * @param answer the first bytes of the answer's body; null if there was none
 * @param error what was wrong, for people; null if nothing
 * @param nextAttemptAt null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoggedAttempt(
    int number,
    Instant at,
    long tookMs,
    @Nullable String address,
    @Nullable Integer status,
    @Nullable String answer,
    @Nullable String error,
    @Nullable Instant nextAttemptAt) {

  /** Leaves out the answer, which may be private. */
  @Override
  public String toString() {
    return "LoggedAttempt[number=%d, at=%s, status=%s]".formatted(number, at, status);
  }
}
