package dev.chasqui.sender.rest;

import dev.chasqui.access.AccountLimits;
import dev.chasqui.access.Limits;
import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.limits.LaneName;
import dev.chasqui.workqueue.DailyQuota;
import dev.chasqui.workqueue.LaneState;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Shows and changes an account's limits, for its callers and for operators. Thread-safe. */
public final class LimitsDesk {

  private final Limits limits;
  private final AccountLanes lanes;
  private final WorkQueue queue;
  private final Clock clock;

  public LimitsDesk(Limits limits, AccountLanes lanes, WorkQueue queue, Clock clock) {
    this.limits = limits;
    this.lanes = lanes;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * How an account stands.
   *
   * @param configured the account's own limits; what is null follows the operator's settings
   * @param inForce what holds; what is null is not limited
   * @param pace as it is now
   * @param quota of today; null without one
   */
  public record Standing(
      AccountLimits configured, AccountLimits inForce, Pace pace, @Nullable Quota quota) {}

  /**
   * An account's pace.
   *
   * @param messagesPerSecond null for no limit
   * @param slowedDown whether WhatsApp asked for less; it recovers by itself
   * @param pausedUntil null if it is not paused
   */
  public record Pace(
      @Nullable Double messagesPerSecond, boolean slowedDown, @Nullable Instant pausedUntil) {

    static Pace of(LaneState lane) {
      double now = lane.permitsPerSecond();
      // The queue keeps a pace in whole microseconds.
      boolean slowedDown = now < lane.settings().permitsPerSecond() * 0.99;
      return new Pace(Double.isInfinite(now) ? null : now, slowedDown, lane.pausedUntil());
    }
  }

  /**
   * A day's quota.
   *
   * @param renewsAt the next midnight of the account
   */
  public record Quota(int today, int left, Instant renewsAt) {

    static @Nullable Quota of(LaneState lane, Instant now) {
      DailyQuota quota = lane.settings().quota();
      Integer left = lane.quotaLeft();
      return quota == null || left == null
          ? null
          : new Quota(quota.perDay(), left, midnight(quota, now));
    }

    private static Instant midnight(DailyQuota quota, Instant now) {
      LocalDate tomorrow = LocalDate.ofInstant(now, quota.zone()).plusDays(1);
      return tomorrow.atStartOfDay(quota.zone()).toInstant();
    }
  }

  /** How an account stands. */
  public Standing of(long accountId) {
    return standing(accountId, limits.find(accountId));
  }

  /**
   * Changes an account's limits by a JSON merge patch; takes effect at once, on what waits already
   * too.
   *
   * @throws dev.chasqui.access.ApiException 400 that names what is wrong
   */
  public Standing change(long accountId, JsonNode patch) {
    return standing(accountId, lanes.change(accountId, new LimitPatch(patch)));
  }

  private Standing standing(long accountId, AccountLimits own) {
    LaneName name = LaneName.messages(accountId);
    lanes.ensure(List.of(name));
    LaneState lane = queue.lane(name.text()).orElseThrow();
    return new Standing(own, lanes.inForce(own), Pace.of(lane), Quota.of(lane, clock.instant()));
  }
}
