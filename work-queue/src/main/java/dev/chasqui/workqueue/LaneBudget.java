package dev.chasqui.workqueue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a locked lane allows at one moment: permits, room under its cap, what is left of the day.
 */
final class LaneBudget {

  /** How far ahead permits are given, so that a claim can take several of a paced lane. */
  static final long AHEAD_US = 100_000;

  private final Instant now;
  private final long nowUs;
  private final boolean open;
  private final Instant pausedUntil;
  private final Gcra pace;
  private final Gcra cut;
  private final long jitterUs;
  private final RandomGenerator random;
  private final QuotaDay day;
  private final @Nullable GroupPace groupPace;
  private final boolean groupsPaused;
  private int room;

  /**
   * Of a lane's row, with {@code room} (under the cap) and {@code open} (neither paused nor with a
   * backlog).
   */
  LaneBudget(ResultSet row, Instant now, RandomGenerator random) throws SQLException {
    this.now = now;
    this.nowUs = Jdbc.micros(now);
    this.open = row.getBoolean("open");
    this.room = row.getInt("room");
    this.pausedUntil = Jdbc.requiredTime(row, "paused_until");
    this.jitterUs = row.getLong("jitter_us");
    this.random = random;
    long paceUs = row.getLong("pace_us");
    this.pace = new Gcra(paceUs, jitterUs, row.getInt("burst"), row.getLong("tat_us"));
    this.cut = cut(row, paceUs);
    this.day = QuotaDay.read(row, now);
    this.groupPace = GroupPace.read(row);
    this.groupsPaused = Jdbc.requiredTime(row, "groups_paused_until").isAfter(now);
  }

  /**
   * Apart from the lane's own pace, which holds besides, so that a cut can never grant anything.
   */
  private Gcra cut(ResultSet row, long paceUs) throws SQLException {
    Cut last = Cut.read(row);
    long us = last.inForce(now) ? last.paceMicros(paceUs, now) : Gcra.NO_PACE;
    return new Gcra(us, jitterUs, 1, row.getLong("cut_tat_us"));
  }

  long tatUs() {
    return pace.tatUs();
  }

  long cutTatUs() {
    return cut.tatUs();
  }

  QuotaDay day() {
    return day;
  }

  boolean paced() {
    return pace.limits();
  }

  /** Whether new items may start past the queue. */
  boolean open() {
    return open;
  }

  /** Whether an item of a group needs leave from its group too. */
  boolean asksGroups() {
    return groupPace != null || groupsPaused;
  }

  /** What a group of this lane allows. */
  Gcra groupPace(long tatUs) {
    return groupPace == null
        ? Gcra.unlimited()
        : new Gcra(groupPace.intervalMicros(), 0, groupPace.burst(), tatUs);
  }

  /** How many may be leased now, at most that many. */
  int atMost(int wanted) {
    long untilUs = nowUs + AHEAD_US;
    long permits = Math.min(pace.permits(nowUs, untilUs), cut.permits(nowUs, untilUs));
    Integer left = day.left();
    int allowed = Math.min(Math.min(wanted, room), left == null ? wanted : left);
    return (int) Math.max(0, Math.min(allowed, permits));
  }

  /** Whether the group, if any, has a permit at the time of the lane's next one. */
  boolean suits(@Nullable GroupBudget group) {
    return group == null || group.allows(slotUs());
  }

  private long slotUs() {
    return Math.max(nowUs, Math.max(pace.nextUs(), cut.nextUs()));
  }

  /** Uses up room and a permit of the lane; call it only while {@link #atMost} is above 0. */
  Instant take() {
    long slotUs = slotUs();
    long extraUs = jitterUs == 0 ? 0 : random.nextLong(jitterUs + 1);
    pace.take(slotUs, extraUs);
    cut.take(slotUs, extraUs);
    day.take();
    room--;
    return Jdbc.ofMicros(slotUs);
  }

  /** The same, and a permit of the group, if any; call it only while that {@link #suits}. */
  Instant take(@Nullable GroupBudget group) {
    Instant at = take();
    if (group != null) {
      group.take(Jdbc.micros(at));
    }
    return at;
  }

  /** Takes a permit for something that is no item. */
  Permit permit() {
    if (pausedUntil.isAfter(now)) {
      return new Permit.Later(pausedUntil);
    }
    Instant until = day.until();
    Integer left = day.left();
    if (until != null && left != null && left == 0) {
      return new Permit.Later(until);
    }
    long earlyUs = slotUs() - AHEAD_US;
    return earlyUs > nowUs
        ? new Permit.Later(Jdbc.ofMicros(earlyUs))
        : new Permit.Granted(Duration.between(now, take()));
  }
}
