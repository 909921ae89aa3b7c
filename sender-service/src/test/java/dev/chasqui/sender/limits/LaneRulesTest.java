package dev.chasqui.sender.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.access.AccountLimits;
import dev.chasqui.access.ApiException;
import dev.chasqui.workqueue.DailyQuota;
import dev.chasqui.workqueue.GroupPace;
import dev.chasqui.workqueue.LaneSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaneRulesTest {

  private static final LimitDefaults DEFAULTS =
      new LimitDefaults(72, 8, Duration.ofSeconds(6), 45, 20, 64, 80);
  private static final Instant NOW = Instant.parse("2026-03-03T02:00:00Z");
  private static final ZoneId BOGOTA = ZoneId.of("America/Bogota");

  @Test
  void anAccountWithoutLimitsFollowsTheOperator() {
    assertThat(messages(AccountLimits.NONE))
        .isEqualTo(
            new LaneSettings("7", 72, 8, 64)
                .withGroupPace(new GroupPace(Duration.ofSeconds(6), 45)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, Double.POSITIVE_INFINITY})
  void theOperatorMaySetNoLimit(double messagesPerSecond) {
    var unlimited = new LimitDefaults(messagesPerSecond, 8, Duration.ZERO, 45, 20, 64, 80);

    LaneSettings settings = LaneRules.messages("7", unlimited.complete(AccountLimits.NONE), NOW);

    assertThat(settings.permitsPerSecond()).isEqualTo(LaneSettings.UNPACED);
    assertThat(settings.groupPace()).isNull();
  }

  @Test
  void aRandomGapTakesThePlaceOfThePace() {
    LaneSettings settings = messages(limits(5.0, 3, null, null, 2000L, 5000L, null));

    assertThat(settings.permitsPerSecond()).isEqualTo(0.5);
    assertThat(settings.burst()).isEqualTo(1);
    assertThat(settings.jitter()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aQuotaHasTheDayOfTheAccount() {
    assertThat(messages(limits(null, null, 1000, BOGOTA, null, null, null)).quota())
        .isEqualTo(new DailyQuota(1000, BOGOTA));
    assertThat(messages(limits(null, null, 1000, null, null, null, null)).quota())
        .isEqualTo(new DailyQuota(1000, ZoneId.of("UTC")));
  }

  @ParameterizedTest
  @CsvSource({
    // In Bogotá it is still the second of March.
    "2026-03-02, America/Bogota, 1000, 20",
    "2026-03-02, UTC,            1000, 40",
    "2026-02-20, UTC,            1000, 1000",
    "2026-02-28, UTC,            ,     160"
  })
  void aWarmUpIsAQuotaThatGrowsToTheDailyOne(
      LocalDate start, ZoneId zone, @Nullable Integer daily, int quota) {
    LaneSettings settings = messages(limits(null, null, daily, zone, null, null, start));

    assertThat(settings.quota()).isEqualTo(new DailyQuota(quota, zone));
  }

  @ParameterizedTest
  @CsvSource({"2026-03-02T23:59:59Z, 20", "2026-03-03T00:00:59Z, 20", "2026-03-03T00:01:00Z, 40"})
  void aGrownQuotaComesWhenItsDayHasSurelyBegun(Instant now, int quota) {
    AccountLimits limits = limits(null, null, null, null, null, null, LocalDate.of(2026, 3, 2));

    LaneSettings settings = LaneRules.messages("7", DEFAULTS.complete(limits), now);

    assertThat(settings.quota()).isEqualTo(new DailyQuota(quota, ZoneId.of("UTC")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20, 60})
  void contactChecksAreWithinTheirMinute(int perMinute) {
    var limits =
        new AccountLimits(
            null, null, null, null, null, null, null, null, null, null, null, perMinute, null);

    LaneSettings settings = LaneRules.contactChecks("contacts:7", DEFAULTS.complete(limits));

    double inAMinute = settings.burst() - 1 + 60 * settings.permitsPerSecond();
    assertThat(inAMinute).isBetween(perMinute - 0.001, perMinute + 0.001);
  }

  @ParameterizedTest
  @CsvSource({"73, , messagesPerSecond", ", 9, burst", "40, 41, messagesPerSecond"})
  void theOperatorsMaximumHolds(
      @Nullable Double messagesPerSecond, @Nullable Integer burst, String field) {
    AccountLimits limits = limits(messagesPerSecond, burst, null, null, null, null, null);

    assertThatThrownBy(() -> DEFAULTS.requireAllowed(limits))
        .isInstanceOf(ApiException.class)
        .hasMessageStartingWith(field);
  }

  @ParameterizedTest
  @CsvSource({"72, 8", "79, 1", "1, ", ", 1"})
  void whatIsWithinItIsAllowed(@Nullable Double messagesPerSecond, @Nullable Integer burst) {
    DEFAULTS.requireAllowed(limits(messagesPerSecond, burst, null, null, null, null, null));
  }

  private static LaneSettings messages(AccountLimits limits) {
    return LaneRules.messages("7", DEFAULTS.complete(limits), NOW);
  }

  private static AccountLimits limits(
      @Nullable Double messagesPerSecond,
      @Nullable Integer burst,
      @Nullable Integer dailyQuota,
      @Nullable ZoneId zone,
      @Nullable Long gapMin,
      @Nullable Long gapMax,
      @Nullable LocalDate warmUp) {
    return new AccountLimits(
        messagesPerSecond,
        burst,
        null,
        null,
        dailyQuota,
        zone,
        gapMin,
        gapMax,
        warmUp,
        warmUp == null ? null : 20,
        warmUp == null ? null : 2.0,
        null,
        null);
  }
}
