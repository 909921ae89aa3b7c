package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

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
  void everythingThatIsWrongIsNamed() {
    assertThatThrownBy(
            () ->
                new AccountLimits(
                    0.0, 0, -1L, 0, -1, null, 5000L, 2000L, null, 20, Double.NaN, 0, 0))
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal ->
                assertThat(refusal.body().details())
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
