package dev.chasqui.workqueue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How many items of a lane may be leased in a day, over all processes and restarts. What turns out
 * not to have been used is given back, see {@link Settlement}.
 *
 * @param perDay 0 or more
 * @param zone whose midnight begins a day
 */
public record DailyQuota(int perDay, ZoneId zone) {

  public DailyQuota {
    if (perDay < 0) {
      throw new IllegalArgumentException("perDay must not be negative: " + perDay);
    }
  }

  /** Null for none. */
  static @Nullable DailyQuota read(ResultSet lane) throws SQLException {
    String zone = lane.getString("quota_zone");
    return zone == null ? null : new DailyQuota(lane.getInt("quota"), ZoneId.of(zone));
  }

  Instant endOfDay(Instant now) {
    return now.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
  }
}
