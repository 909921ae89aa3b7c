package dev.chasqui.workqueue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A lane's pace and cap. In any window of {@code t} seconds at most {@code burst + permitsPerSecond
 * * t} items of the lane are given a {@link Lease#sendAt()}, over all processes and restarts.
 *
 * @param permitsPerSecond above 0; {@link #UNPACED} for no limit. Kept as a whole number of
 *     microseconds between permits, rounded up
 * @param burst how many may go at once after a rest, at least 1
 * @param maxInFlight how many may be leased at once, at least 1
 * @param jitter each gap between permits is longer than the pace asks by a random time up to this;
 *     zero for an even pace
 * @param groupPace of each of its groups, or null for none
 * @param quota for a day, or null for none
 */
public record LaneSettings(
    String lane,
    double permitsPerSecond,
    int burst,
    int maxInFlight,
    Duration jitter,
    @Nullable GroupPace groupPace,
    @Nullable DailyQuota quota) {

  /** Permits per second of a lane without a pace. */
  public static final double UNPACED = Double.POSITIVE_INFINITY;

  /** The cap of a lane that nobody configured. */
  public static final int DEFAULT_MAX_IN_FLIGHT = 256;

  public LaneSettings {
    if (lane.isBlank()) {
      throw new IllegalArgumentException("A lane needs a name");
    }
    if (!(permitsPerSecond >= 1e-6)) {
      throw new IllegalArgumentException(
          "permitsPerSecond of lane " + lane + " must be above 0: " + permitsPerSecond);
    }
    if (burst < 1 || maxInFlight < 1) {
      throw new IllegalArgumentException(
          "burst and maxInFlight of lane %s must be at least 1: %d, %d"
              .formatted(lane, burst, maxInFlight));
    }
    if (jitter.isNegative()) {
      throw new IllegalArgumentException("jitter of lane " + lane + " must not be negative");
    }
  }

  /** An even pace and nothing else. */
  public LaneSettings(String lane, double permitsPerSecond, int burst, int maxInFlight) {
    this(lane, permitsPerSecond, burst, maxInFlight, Duration.ZERO, null, null);
  }

  /** No pace and the default cap: what a lane has until it is configured. */
  public static LaneSettings unpaced(String lane) {
    return new LaneSettings(lane, UNPACED, 1, DEFAULT_MAX_IN_FLIGHT);
  }

  /** The same with gaps that differ. */
  public LaneSettings withJitter(Duration value) {
    return new LaneSettings(lane, permitsPerSecond, burst, maxInFlight, value, groupPace, quota);
  }

  /** The same with a pace for each group. */
  public LaneSettings withGroupPace(@Nullable GroupPace value) {
    return new LaneSettings(lane, permitsPerSecond, burst, maxInFlight, jitter, value, quota);
  }

  /** The same with a quota. */
  public LaneSettings withQuota(@Nullable DailyQuota value) {
    return new LaneSettings(lane, permitsPerSecond, burst, maxInFlight, jitter, groupPace, value);
  }

  static LaneSettings read(ResultSet row) throws SQLException {
    long pace = row.getLong("pace_us");
    return new LaneSettings(
        row.getString("lane"),
        pace == 0 ? UNPACED : 1_000_000d / pace,
        row.getInt("burst"),
        row.getInt("cap"),
        Duration.of(row.getLong("jitter_us"), ChronoUnit.MICROS),
        GroupPace.read(row),
        DailyQuota.read(row));
  }

  /** Microseconds between two permits; 0 when there is no pace. */
  long paceMicros() {
    return permitsPerSecond == UNPACED ? 0 : (long) Math.ceil(1_000_000 / permitsPerSecond);
  }
}
