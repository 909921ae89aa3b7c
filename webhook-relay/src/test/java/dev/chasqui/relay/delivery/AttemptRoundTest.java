package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.relay.delivery.AttemptRound.Result;
import dev.chasqui.relay.delivery.BegunAttempts.Begun;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** When the first attempts of a portion are over, and how long they took. */
class AttemptRoundTest {

  private static final Delivery ONE = SomeDelivery.to("wh_1", "evt_1");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BegunAttempts begun = new BegunAttempts();
  private final AtomicBoolean slow = new AtomicBoolean();
  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private final long before = System.nanoTime();
  private final AttemptRound round =
      new AttemptRound(List.of(ONE), begun, PATIENCE, _ -> slow.get(), result::complete);

  @Test
  void howLateItIsAskedForDoesNotCount() throws InterruptedException {
    Begun one = round.begin(ONE).orElseThrow();
    one.attempt().cancel(false);
    round.ended(ONE);
    Duration longest = Duration.ofNanos(System.nanoTime() - before);
    await().until(() -> System.nanoTime() - before > 2 * longest.toNanos());

    round.end();

    assertThat(result.join().took()).isLessThanOrEqualTo(longest);
    assertThat(result.join().overdue()).isEmpty();
  }

  @Test
  void whoTurnsOutToBeSlowMeanwhileIsWaitedForNoMore() throws InterruptedException {
    Begun one = round.begin(ONE).orElseThrow();
    Thread end = Thread.ofPlatform().start(this::end);
    await().until(() -> end.getState() == Thread.State.TIMED_WAITING);

    slow.set(true);

    assertThat(end.join(PATIENCE.dividedBy(2))).isTrue();
    assertThat(result.join().overdue()).containsExactly(one);
  }

  @Test
  void nothingBeginsOnceItIsOver() throws InterruptedException {
    slow.set(true);
    round.end();

    assertThat(round.begin(ONE)).isEmpty();
    assertThat(begun.get(ONE.key())).isNull();
  }

  private void end() {
    try {
      round.end();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
