package dev.chasqui.sender.circuit;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a circuit opens and closes. Immutable.
 *
 * @param failureRate percentage of failed calls from which it opens, above 0 to 100
 * @param minimumCalls within the window, before which it never opens
 * @param window how far back calls count, whole seconds
 * @param openTime how long nothing is called once it is open
 * @param trialCalls calls that then decide whether it closes or opens again
 */
public record CircuitSettings(
    @DefaultValue("50") float failureRate,
    @DefaultValue("20") int minimumCalls,
    @DefaultValue("60s") Duration window,
    @DefaultValue("30s") Duration openTime,
    @DefaultValue("5") int trialCalls) {

  public CircuitSettings {
    require(failureRate > 0 && failureRate <= 100, "failure-rate must be above 0, at most 100");
    require(minimumCalls >= 1, "minimum-calls must be at least 1");
    require(window.toSeconds() >= 1, "window must be at least 1s");
    require(openTime.toMillis() >= 1, "open-time must be above 0");
    require(trialCalls >= 1, "trial-calls must be at least 1");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("chasqui.sender.circuit." + rule);
    }
  }
}
