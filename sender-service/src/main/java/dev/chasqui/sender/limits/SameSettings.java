package dev.chasqui.sender.limits;

import dev.chasqui.workqueue.LaneSettings;

/** Compares settings with what the queue made of them: it keeps a pace in whole microseconds. */
final class SameSettings {

  private SameSettings() {}

  static boolean are(LaneSettings one, LaneSettings other) {
    LaneSettings levelled =
        new LaneSettings(
            one.lane(),
            other.permitsPerSecond(),
            one.burst(),
            one.maxInFlight(),
            one.jitter(),
            one.groupPace(),
            one.quota());
    return levelled.equals(other) && Math.abs(gap(one) - gap(other)) <= 1;
  }

  /** In microseconds. */
  private static double gap(LaneSettings settings) {
    return 1_000_000 / settings.permitsPerSecond();
  }
}
