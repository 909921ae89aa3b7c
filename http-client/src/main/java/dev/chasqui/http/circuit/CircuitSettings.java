package dev.chasqui.http.circuit;

import java.time.Duration;

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
    float failureRate, int minimumCalls, Duration window, Duration openTime, int trialCalls) {

  public CircuitSettings {
    require(failureRate > 0 && failureRate <= 100, "failure-rate must be above 0, at most 100");
    require(minimumCalls >= 1, "minimum-calls must be at least 1");
    require(window.toSeconds() >= 1, "window must be at least 1s");
    require(openTime.toMillis() >= 1, "open-time must be above 0");
    require(trialCalls >= 1, "trial-calls must be at least 1");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("circuit." + rule);
    }
  }
}
