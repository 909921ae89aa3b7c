package dev.chasqui.workqueue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pace of each single group of a lane: in any window of {@code t} at most {@code burst + t /
 * interval} items of the group are given a {@link Lease#sendAt()}.
 *
 * @param interval between two permits, above zero, kept in microseconds
 * @param burst how many may go at once after a rest, at least 1
 */
public record GroupPace(Duration interval, int burst) {

  public GroupPace {
    if (!interval.isPositive() || burst < 1) {
      throw new IllegalArgumentException(
          "A group needs an interval above zero and a burst of at least 1: %s, %d"
              .formatted(interval, burst));
    }
  }

  /** Null for none. */
  static @Nullable GroupPace read(ResultSet lane) throws SQLException {
    long micros = lane.getLong("group_pace_us");
    return micros == 0
        ? null
        : new GroupPace(Duration.of(micros, ChronoUnit.MICROS), lane.getInt("group_burst"));
  }

  /** Rounded up. */
  long intervalMicros() {
    return interval.plusNanos(999).dividedBy(ChronoUnit.MICROS.getDuration());
  }
}
