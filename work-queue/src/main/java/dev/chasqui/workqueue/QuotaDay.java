package dev.chasqui.workqueue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How much of a locked lane's quota is used today. */
final class QuotaDay {

  private final @Nullable DailyQuota quota;
  private final @Nullable Instant until;
  private final boolean begun;
  private int used;

  private QuotaDay(@Nullable DailyQuota quota, @Nullable Instant until, boolean begun, int used) {
    this.quota = quota;
    this.until = until;
    this.begun = begun;
    this.used = used;
  }

  static QuotaDay read(ResultSet row, Instant now) throws SQLException {
    DailyQuota quota = DailyQuota.read(row);
    Instant until = Jdbc.time(row, "quota_until");
    if (quota != null && (until == null || !until.isAfter(now))) {
      return new QuotaDay(quota, quota.endOfDay(now), true, 0);
    }
    return new QuotaDay(quota, until, false, row.getInt("quota_used"));
  }

  /** Whether this day is not the one that the lane's row tells of. */
  boolean begun() {
    return begun;
  }

  /** The midnight that ends the day; null without a quota. */
  @Nullable Instant until() {
    return quota == null ? null : until;
  }

  int used() {
    return used;
  }

  /** Null without a quota. */
  @Nullable Integer left() {
    return quota == null ? null : Math.max(0, quota.perDay() - used);
  }

  void take() {
    if (quota != null) {
      used++;
    }
  }
}
