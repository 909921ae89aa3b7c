package dev.chasqui.sender.limits;

import dev.chasqui.access.AccountLimits;
import dev.chasqui.access.WrongFields;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The operator's limits: what holds for an account that says nothing else, and how far it may go.
 * Immutable.
 *
 * @param messagesPerSecond of an account; 0 or infinite for no limit
 * @param burst messages at once after a rest
 * @param recipientInterval between two messages to one recipient; zero for no limit
 * @param recipientBurst messages at once to one recipient
 * @param contactChecksPerMinute of an account
 * @param maxInFlight calls to WhatsApp at once for one account
 * @param mostPerSecond what an account may be given at most: its messages per second and its burst
 *     together
 */
public record LimitDefaults(
    double messagesPerSecond,
    int burst,
    Duration recipientInterval,
    int recipientBurst,
    int contactChecksPerMinute,
    int maxInFlight,
    double mostPerSecond) {

  private static final ZoneId ZONE = ZoneId.of("UTC");

  /**
   * @throws IllegalArgumentException if a limit is out of its range
   */
  public LimitDefaults {
    if (!(messagesPerSecond >= 0 && mostPerSecond > 0)) {
      throw new IllegalArgumentException(
          "chasqui.sender: messages-per-second must be 0 (no limit) or more, most-per-second above 0");
    }
  }

  /** What holds for an account; a null in it is no limit at all. */
  public AccountLimits complete(AccountLimits own) {
    return new AccountLimits(
        pace(own.messagesPerSecond()),
        or(own.burst(), burst),
        or(own.recipientIntervalMillis(), recipientInterval.toMillis()),
        or(own.recipientBurst(), recipientBurst),
        own.dailyQuota(),
        or(own.timeZone(), ZONE),
        own.gapMinMillis(),
        own.gapMaxMillis(),
        own.warmUpStart(),
        own.warmUpFirst(),
        own.warmUpFactor(),
        or(own.contactChecksPerMinute(), contactChecksPerMinute),
        or(own.maxInFlight(), maxInFlight));
  }

  /**
   * Refuses what the operator does not allow.
   *
   * @throws dev.chasqui.access.ApiException 400 that names every such limit
   */
  void requireAllowed(AccountLimits own) {
    WrongFields wrong = new WrongFields();
    if (isOver(own)) {
      String field = own.messagesPerSecond() == null ? "burst" : "messagesPerSecond";
      wrong.add(field, LimitText.TOGETHER_TOO_HIGH.with(mostPerSecond));
    }
    if (own.maxInFlight() != null && own.maxInFlight() > maxInFlight) {
      wrong.add("maxInFlight", LimitText.TOO_HIGH.with(maxInFlight));
    }
    if (own.gapMinMillis() != null && own.gapMinMillis() * mostPerSecond < 1000) {
      wrong.add("gapMinMillis", LimitText.GAP_TOO_SHORT.with(mostPerSecond));
    }
    wrong.refuseIfAny();
  }

  private boolean isOver(AccountLimits own) {
    if (own.messagesPerSecond() == null && own.burst() == null) {
      return false;
    }
    AccountLimits all = complete(own);
    return all.messagesPerSecond() != null
        && or(all.burst(), burst) + all.messagesPerSecond() > mostPerSecond;
  }

  private @Nullable Double pace(@Nullable Double own) {
    boolean unlimited = messagesPerSecond == 0 || Double.isInfinite(messagesPerSecond);
    return own != null || unlimited ? own : Double.valueOf(messagesPerSecond);
  }

  private static <T> T or(@Nullable T own, T otherwise) {
    return own == null ? otherwise : own;
  }
}
