package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.access.text.Languages;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

class LimitsTest {

  private static final AccessFixture ACCESS = new AccessFixture();
  private static final AccountLimits EVERYTHING =
      new AccountLimits(
          0.5,
          2,
          6000L,
          45,
          1000,
          ZoneId.of("America/Bogota"),
          2000L,
          5000L,
          LocalDate.of(2026, 11, 1),
          20,
          1.5,
          10,
          4);

  private final Limits limits = new Limits(ACCESS.jdbc);

  @Test
  void anAccountHasNoneOfItsOwnUntilItIsGivenSome() {
    long account = ACCESS.newAccount("limits-1").id();
    long other = ACCESS.newAccount("limits-2").id();
    assertThat(limits.find(account)).isEqualTo(AccountLimits.NONE);

    limits.change(account, EVERYTHING);

    assertThat(limits.find(account)).isEqualTo(EVERYTHING);
    assertThat(limits.findToChange(account)).isEqualTo(EVERYTHING);
    assertThat(limits.findAndKeep(List.of(account, other))).containsOnlyKeys(account);
    assertThat(limits.all()).containsKey(account).doesNotContainKey(other);
    assertThat(limits.enabledAccounts()).contains(account, other);
  }

  @Test
  void aChangeReplacesThemAll() {
    long account = ACCESS.newAccount("limits-3").id();
    limits.change(account, EVERYTHING);

    limits.change(account, AccountLimits.NONE);

    assertThat(limits.find(account)).isEqualTo(AccountLimits.NONE);
  }

  @Test
  void aRowThatIsNoLimitsStopsNobodyElse() {
    long spoilt = ACCESS.newAccount("limits-4").id();
    long other = ACCESS.newAccount("limits-5").id();
    limits.change(spoilt, EVERYTHING);
    limits.change(other, EVERYTHING);

    spoil(spoilt, "time_zone = 'Nowhere/Land'");

    assertThat(limits.all()).containsEntry(other, EVERYTHING).doesNotContainKey(spoilt);
    assertThat(limits.find(List.of(spoilt, other))).containsOnlyKeys(other);
    assertThat(limits.findToChange(spoilt)).isEqualTo(AccountLimits.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "messages_per_second = 'NaN'",
        "burst = 0",
        "recipient_interval_millis = -1",
        "recipient_burst = 0",
        "daily_quota = -1",
        "gap_max_millis = 1999",
        "gap_min_millis = null",
        "warm_up_start = null",
        "warm_up_start = 'infinity'",
        "warm_up_first = 0",
        "warm_up_factor = 0.9",
        "contact_checks_per_minute = 0",
        "max_in_flight = 0"
      })
  void theDatabaseTakesNoWrongOnesEither(String change) {
    long account = ACCESS.newAccount("limits-" + change).id();
    limits.change(account, EVERYTHING);

    assertThatThrownBy(() -> spoil(account, change))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  private static void spoil(long account, String change) {
    ACCESS
        .jdbc
        .sql("update access.account_limits set " + change + " where account_id = ?")
        .param(account)
        .update();
  }

  @Test
  void everythingThatIsWrongIsNamed() {
    assertThatThrownBy(
            () ->
                new AccountLimits(
                    0.0, 0, -1L, 0, -1, null, 5000L, 2000L, null, 20, Double.NaN, 0, 0))
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal ->
                assertThat(refusal.refusal().in(Languages.ENGLISH).details())
                    .extracting(ApiError.FieldError::field)
                    .containsExactly(
                        "messagesPerSecond",
                        "burst",
                        "recipientIntervalMillis",
                        "recipientBurst",
                        "dailyQuota",
                        "gapMaxMillis",
                        "warmUpFactor",
                        "warmUpStart",
                        "warmUpStart",
                        "contactChecksPerMinute",
                        "maxInFlight"));
  }

  @Test
  void halfAGapIsNone() {
    assertThatThrownBy(
            () ->
                new AccountLimits(
                    null, null, null, null, null, null, 2000L, null, null, null, null, null, null))
        .hasMessage("gapMaxMillis: is needed beside gapMinMillis");
  }
}
