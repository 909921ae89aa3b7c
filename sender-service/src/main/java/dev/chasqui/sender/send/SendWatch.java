package dev.chasqui.sender.send;

import dev.chasqui.sender.graph.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Watches the calls to WhatsApp. Returns at once, never throws; thread-safe. */
@FunctionalInterface
public interface SendWatch {

  /**
   * A call has ended.
   *
   * @param took how long it took
   * @param wanted since when its message could have gone out: since it was produced, or since its
   *     {@code sendAt}; null if that is not known
   */
  void called(SendOutcome outcome, Duration took, @Nullable Instant wanted);
}
