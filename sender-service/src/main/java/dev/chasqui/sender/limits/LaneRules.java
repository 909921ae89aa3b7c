package dev.chasqui.sender.limits;

import dev.chasqui.access.AccountLimits;
import dev.chasqui.workqueue.DailyQuota;
import dev.chasqui.workqueue.GroupPace;
import dev.chasqui.workqueue.LaneSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an account's limits are for its lanes. All of them take limits as {@link
 * LimitDefaults#complete} gives them. Pure.
 */
final class LaneRules {

  /**
   * The lane's day begins by the database's clock, which may be behind: a grown quota that came
   * before would be spent on top of the old day's.
   */
  private static final Duration SURELY_TOMORROW = Duration.ofMinutes(1);

  private LaneRules() {}

  /**
   * The lane of its messages.
   *
   * @param now decides how far a warm-up has come
   */
  static LaneSettings messages(String lane, AccountLimits limits, Instant now) {
    LaneSettings pace = limits.gapMinMillis() == null ? even(lane, limits) : gaps(lane, limits);
    return pace.withGroupPace(recipientPace(limits)).withQuota(quota(limits, now));
  }

  private static LaneSettings even(String lane, AccountLimits limits) {
    Double perSecond = limits.messagesPerSecond();
    return new LaneSettings(
        lane,
        perSecond == null ? LaneSettings.UNPACED : perSecond,
        Objects.requireNonNull(limits.burst()),
        Objects.requireNonNull(limits.maxInFlight()));
  }

  private static LaneSettings gaps(String lane, AccountLimits limits) {
    long shortest = Objects.requireNonNull(limits.gapMinMillis());
    long longest = Objects.requireNonNull(limits.gapMaxMillis());
    int inFlight = Objects.requireNonNull(limits.maxInFlight());
    return new LaneSettings(lane, 1000d / shortest, 1, inFlight)
        .withJitter(Duration.ofMillis(longest - shortest));
  }

  private static @Nullable GroupPace recipientPace(AccountLimits limits) {
    Duration interval = Duration.ofMillis(Objects.requireNonNull(limits.recipientIntervalMillis()));
    return interval.isZero()
        ? null
        : new GroupPace(interval, Objects.requireNonNull(limits.recipientBurst()));
  }

  private static @Nullable DailyQuota quota(AccountLimits limits, Instant now) {
    ZoneId zone = Objects.requireNonNull(limits.timeZone());
    Integer perDay = limits.dailyQuota();
    if (limits.warmUpStart() != null) {
      int grown = warmUp(limits).quota(LocalDate.ofInstant(now.minus(SURELY_TOMORROW), zone));
      perDay = perDay == null ? grown : Math.min(perDay, grown);
    }
    return perDay == null ? null : new DailyQuota(perDay, zone);
  }

  private static WarmUp warmUp(AccountLimits limits) {
    return new WarmUp(
        Objects.requireNonNull(limits.warmUpStart()),
        Objects.requireNonNull(limits.warmUpFirst()),
        Objects.requireNonNull(limits.warmUpFactor()));
  }

  /** The lane of its contact checks: within a minute at most as many as it may make. */
  static LaneSettings contactChecks(String lane, AccountLimits limits) {
    int perMinute = Objects.requireNonNull(limits.contactChecksPerMinute());
    int burst = Math.max(1, perMinute / 4);
    return new LaneSettings(lane, (perMinute - burst + 1) / 60d, burst, 1);
  }
}
