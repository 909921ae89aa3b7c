package dev.chasqui.sender.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.workqueue.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnrecordedOutcomesTest {

  private static final SendOutcome SENT = new SendOutcome.Accepted("wamid.1", null);

  private final AtomicLong nanos = new AtomicLong();
  private final UnrecordedOutcomes outcomes = new UnrecordedOutcomes(nanos::get);

  @Test
  void isKnownAsOftenAsThisProcessTakesOverFromItself() {
    outcomes.remember(lease(7, 1), SENT);

    assertThat(outcomes.takeOver(lease(7, 2))).contains(SENT);
    assertThat(outcomes.takeOver(lease(7, 3))).contains(SENT);
  }

  @Test
  void isNotThatOfALeaseWhichAnotherProcessHadMeanwhile() {
    outcomes.remember(lease(7, 1), SENT);

    assertThat(outcomes.takeOver(lease(7, 3))).isEmpty();
  }

  @Test
  void isNotThatOfAnotherItemWithTheSameKey() {
    outcomes.remember(lease(7, 1), SENT);

    assertThat(outcomes.takeOver(lease(8, 2))).isEmpty();
  }

  @Test
  void isForgottenWhenItIsRecordedAndAfterADay() {
    outcomes.remember(lease(7, 1), SENT);
    outcomes.forget(lease(7, 1));
    outcomes.remember(lease(8, 1), SENT);
    nanos.addAndGet(Duration.ofDays(1).toNanos());

    assertThat(outcomes.takeOver(lease(7, 2))).isEmpty();
    assertThat(outcomes.takeOver(lease(8, 2))).isEmpty();
  }

  private static Lease lease(long itemId, long fence) {
    Instant now = Instant.EPOCH;
    return new Lease(
        itemId,
        "1",
        "1:a",
        null,
        1,
        fence,
        now,
        now,
        now.plusSeconds(60),
        0,
        false,
        null,
        fence > 1);
  }
}
