package dev.chasqui.access;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What an account may do. Every limit may be null: then it follows the sender's settings, or there
 * is none. Immutable.
 *
 * @param messagesPerSecond that the account may send in the long run, above 0
 * @param burst messages at once after a rest, at least 1: within any second at most this and {@code
 *     messagesPerSecond}
 * @param recipientIntervalMillis between two messages to one recipient in the long run; 0 for none
 * @param recipientBurst messages at once to a recipient who was left alone for long, at least 1
 * @param dailyQuota messages in a day, 0 or more
 * @param timeZone whose midnight begins a day
 * @param gapMinMillis the shortest time between two messages, above 0; takes the place of {@code
 *     messagesPerSecond} and {@code burst}
 * @param gapMaxMillis the longest one: each gap is drawn at random between the two
 * @param warmUpStart the first day of a quota that grows from day to day until it reaches {@code
 *     dailyQuota}
 * @param warmUpFirst messages on that day, at least 1
 * @param warmUpFactor by which each day's quota is larger than the one before, at least 1
 * @param contactChecksPerMinute how often the account may ask whether a number is on WhatsApp, at
 *     least 1
 * @param maxInFlight calls to WhatsApp at once, at least 1
 */
public record AccountLimits(
    @Schema(minimum = "0.001", maximum = "100000") @Nullable Double messagesPerSecond,
    @Schema(minimum = "1", maximum = "100000") @Nullable Integer burst,
    @Schema(minimum = "0", maximum = "86400000") @Nullable Long recipientIntervalMillis,
    @Schema(minimum = "1", maximum = "100000") @Nullable Integer recipientBurst,
    @Schema(minimum = "0") @Nullable Integer dailyQuota,
    @Nullable ZoneId timeZone,
    @Schema(minimum = "1", maximum = "86400000") @Nullable Long gapMinMillis,
    @Schema(minimum = "1", maximum = "86400000") @Nullable Long gapMaxMillis,
    @Nullable LocalDate warmUpStart,
    @Schema(minimum = "1") @Nullable Integer warmUpFirst,
    @Schema(minimum = "1", maximum = "1000") @Nullable Double warmUpFactor,
    @Schema(minimum = "1", maximum = "100000") @Nullable Integer contactChecksPerMinute,
    @Schema(minimum = "1", maximum = "10000") @Nullable Integer maxInFlight) {

  /** Of an account that follows the sender's settings in everything. */
  public static final AccountLimits NONE =
      new AccountLimits(
          null, null, null, null, null, null, null, null, null, null, null, null, null);

  /**
   * @throws ApiException 400 that names every limit that is wrong
   */
  public AccountLimits {
    var check = new LimitCheck();
    check.within("messagesPerSecond", messagesPerSecond, 0.001, 100_000);
    check.within("burst", burst, 1, 100_000);
    check.within("recipientIntervalMillis", recipientIntervalMillis, 0, LimitCheck.DAY_MILLIS);
    check.within("recipientBurst", recipientBurst, 1, 100_000);
    check.within("dailyQuota", dailyQuota, 0, Integer.MAX_VALUE);
    check.within("gapMinMillis", gapMinMillis, 1, LimitCheck.DAY_MILLIS);
    check.within("gapMaxMillis", gapMaxMillis, 1, LimitCheck.DAY_MILLIS);
    check.together("gapMinMillis", gapMinMillis, "gapMaxMillis", gapMaxMillis);
    check.ordered("gapMinMillis", gapMinMillis, "gapMaxMillis", gapMaxMillis);
    check.within("warmUpFirst", warmUpFirst, 1, Integer.MAX_VALUE);
    check.within("warmUpFactor", warmUpFactor, 1, 1000);
    check.together("warmUpStart", warmUpStart, "warmUpFirst", warmUpFirst);
    check.together("warmUpStart", warmUpStart, "warmUpFactor", warmUpFactor);
    check.within("contactChecksPerMinute", contactChecksPerMinute, 1, 100_000);
    check.within("maxInFlight", maxInFlight, 1, 10_000);
    check.refuseIfWrong();
  }
}
