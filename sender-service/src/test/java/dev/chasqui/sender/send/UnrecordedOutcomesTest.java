package dev.chasqui.sender.send;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.workqueue.Lease;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UnrecordedOutcomesTest {

  private static final SendOutcome SENT = new SendOutcome.Accepted("wamid.1", null);

  private final UnrecordedOutcomes outcomes = new UnrecordedOutcomes();

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
  void isForgottenWhenItIsRecorded() {
    outcomes.remember(lease(7, 1), SENT);
    outcomes.forget(lease(7, 1));

    assertThat(outcomes.takeOver(lease(7, 2))).isEmpty();
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
