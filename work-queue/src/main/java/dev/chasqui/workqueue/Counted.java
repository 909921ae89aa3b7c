package dev.chasqui.workqueue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An item whose lease has ended.
 *
 * @param quotaUntil the end of the day whose quota it used, null if it used none
 */
record Counted(String key, long laneId, @Nullable Instant quotaUntil) {

  static Counted read(ResultSet row) throws SQLException {
    return new Counted(row.getString("key"), row.getLong("lane_id"), Jdbc.time(row, "quota_until"));
  }
}
