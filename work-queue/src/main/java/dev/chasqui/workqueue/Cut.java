package dev.chasqui.workqueue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pace that was cut, as the other side asked: halved at once, regained step by step. It follows
 * from stored times alone, so that all instances agree and a restart changes nothing.
 *
 * @param share of the lane's pace right after the cut, so that a change of the pace keeps it
 * @param at null if there was none
 */
record Cut(double share, @Nullable Instant at) {

  /** What a cut leaves of the pace in force. */
  static final double FACTOR = 0.5;

  /** The least share of the lane's pace. */
  static final double FLOOR = 1 / 16d;

  /** The share of the lane's pace that is regained at each step. */
  static final double RECOVERY = 0.1;

  static final Duration STEP = Duration.ofSeconds(10);

  /** What comes so soon after a cut was sent before it. */
  static final Duration GRACE = Duration.ofSeconds(1);

  static Cut read(ResultSet row) throws SQLException {
    return new Cut(row.getDouble("cut_share"), Jdbc.time(row, "cut_at"));
  }

  /** The cut that follows now, unless this one is too fresh. */
  Optional<Cut> another(Instant now) {
    boolean fresh = at != null && now.isBefore(at.plus(GRACE));
    return fresh
        ? Optional.empty()
        : Optional.of(new Cut(Math.max(FLOOR, FACTOR * share(now)), now));
  }

  /** When the lane's whole pace is in force again. */
  Instant until() {
    return at == null
        ? Instant.EPOCH
        : at.plus(STEP.multipliedBy((long) Math.ceil((1 - share) / RECOVERY)));
  }

  boolean inForce(Instant now) {
    return now.isBefore(until());
  }

  /** The share of the lane's pace that is in force. */
  double share(Instant now) {
    if (at == null || !inForce(now)) {
      return 1;
    }
    long steps = Math.max(0, Duration.between(at, now).dividedBy(STEP));
    return Math.min(1, share + steps * RECOVERY);
  }

  /** Microseconds between permits, of a lane with this pace. */
  long paceMicros(long paceUs, Instant now) {
    return (long) Math.ceil(paceUs / share(now));
  }
}
