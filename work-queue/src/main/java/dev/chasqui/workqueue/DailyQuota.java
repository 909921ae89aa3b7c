package dev.chasqui.workqueue;

import java.time.ZoneId;

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
}
