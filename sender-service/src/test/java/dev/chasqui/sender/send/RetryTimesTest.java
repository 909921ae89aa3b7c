package dev.chasqui.sender.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.sender.graph.SendOutcome.NotYet;
import dev.chasqui.sender.graph.SendOutcome.Scope;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTimesTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "7, 64", "8, 120", "1000, 120"})
  void waitsTwiceAsLongEachTimeUpToTwoMinutes(int attempt, long seconds) {
    assertThat(RetryTimes.after(notYet(Scope.MESSAGE, null), attempt)).hasSeconds(seconds);
    assertThat(RetryTimes.after(notYet(Scope.ACCOUNT, null), attempt)).hasSeconds(seconds);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 4", "3, 16", "4, 64", "5, 120"})
  void waitsForOneRecipientAsWhatsAppDocuments(int attempt, long seconds) {
    assertThat(RetryTimes.after(notYet(Scope.RECIPIENT, null), attempt)).hasSeconds(seconds);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "7, 7", "3600, 3600", "999999999, 3600"})
  void doesAsWhatsAppAsksWithinReason(long asked, long seconds) {
    for (Scope scope : Scope.values()) {
      assertThat(RetryTimes.after(notYet(scope, Duration.ofSeconds(asked)), 5)).hasSeconds(seconds);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10})
  void aPaceThatWasCutStandsStillForASecondOnly(int attempt) {
    assertThat(RetryTimes.after(notYet(Scope.ACCOUNT_PACE, null), attempt)).hasSeconds(1);
  }

  private static NotYet notYet(Scope scope, @Nullable Duration after) {
    return new NotYet("throttled", "", null, after, scope);
  }
}
