package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.relay.delivery.BegunAttempts.Begun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * First attempts of portions that follow each other, nearly all to an endpoint that takes two at
 * once.
 */
class FirstAttemptsTest {

  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final CountDownLatch answers = new CountDownLatch(1);
  private final Set<String> posted = ConcurrentHashMap.newKeySet();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final BegunAttempts begun = new BegunAttempts();
  private final List<Duration> took = new ArrayList<>();

  @AfterEach
  void answer() {
    answers.countDown();
  }

  private FirstAttempts firstAttempts(Duration patience) {
    return new FirstAttempts(this::post, begun, patience, AT_ONCE);
  }

  private Attempt post(Delivery delivery, int number) {
    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    posted.add(delivery.eventId());
    Attempt attempt = answered(delivery, answers);
    underWay.decrementAndGet();
    return attempt;
  }

  private static Attempt answered(Delivery delivery, CountDownLatch answer) {
    try {
      answer.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return taken(delivery, Duration.ofMillis(1));
  }

  private static void end(AttemptRound round) {
    try {
      round.end();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Attempt taken(Delivery delivery, Duration took) {
    return new Attempt(
        delivery, 1, null, Instant.EPOCH, took, new Attempt.Delivered(200, null, ""));
  }

  private static List<Delivery> deliveries(String... events) {
    List<Delivery> deliveries = new ArrayList<>();
    for (String event : events) {
      deliveries.add(SomeDelivery.to("wh_1", event));
    }
    return deliveries;
  }

  private boolean isDone(String event) {
    Begun one = begun.get(deliveries(event).getFirst().key());
    return one != null && one.attempt().isDone();
  }

  @Test
  void theNextPortionBeginsWhileTheLastAttemptsOfThisOneAreUnderWay() throws InterruptedException {
    try (FirstAttempts attempts = firstAttempts(PATIENCE)) {
      AttemptRound first = attempts.begin(deliveries("evt_1"), _ -> {});
      first.awaitBegun();

      attempts.begin(deliveries("evt_2"), _ -> {});

      await().until(() -> posted.contains("evt_2"));
      assertThat(isDone("evt_1")).isFalse();
      answers.countDown();
      first.end();
      assertThat(isDone("evt_1")).isTrue();
    }
  }

  @Test
  void togetherTheyPostNoMoreAtOnceThanOneMay() throws InterruptedException {
    try (FirstAttempts attempts = firstAttempts(PATIENCE)) {
      attempts.begin(deliveries("evt_1", "evt_2"), _ -> {});
      AttemptRound second = attempts.begin(deliveries("evt_3", "evt_4", "evt_5"), took::add);
      await().until(() -> posted.size() == AT_ONCE);

      answers.countDown();

      second.end();
      assertThat(posted).hasSize(5);
      assertThat(most).hasValue(AT_ONCE);
      assertThat(took.getFirst()).isLessThan(PATIENCE);
    }
  }

  @Test
  void whatHasNotBegunWhenTheTimeIsOverNeverDoes() throws InterruptedException {
    Duration patience = Duration.ofSeconds(2);
    try (FirstAttempts attempts = firstAttempts(patience)) {
      AttemptRound round = attempts.begin(deliveries("evt_1", "evt_2", "evt_3"), took::add);

      round.end();

      assertThat(took).hasSize(1);
      assertThat(took.getFirst()).isGreaterThanOrEqualTo(patience);
      assertThat(attempts.isSlow("wh_1")).isTrue();
      answers.countDown();
      await().until(() -> !attempts.isSlow("wh_1"));
    }
    assertThat(posted).containsExactlyInAnyOrder("evt_1", "evt_2");
  }

  @Test
  void whoIsSlowIsNotWaitedForAgain() throws InterruptedException {
    Duration patience = Duration.ofSeconds(2);
    try (FirstAttempts attempts = firstAttempts(patience)) {
      attempts.begin(deliveries("evt_1", "evt_2"), took::add).end();

      attempts.begin(deliveries("evt_3"), took::add).end();

      answers.countDown();
    }
    assertThat(posted).as("what waited when its round ended").doesNotContain("evt_3");
    assertThat(took).hasSize(2);
    assertThat(took.getFirst()).isGreaterThanOrEqualTo(patience);
    assertThat(took.getLast()).isLessThan(patience);
  }

  @Test
  void theOthersOfARoundAreWaitedForThoughOneIsSlow() throws InterruptedException {
    Duration patience = Duration.ofSeconds(2);
    CountDownLatch healthy = new CountDownLatch(1);
    Attempts posts =
        (delivery, number) ->
            delivery.subscriptionId().equals("wh_1")
                ? post(delivery, number)
                : answered(delivery, healthy);
    try (FirstAttempts attempts = new FirstAttempts(posts, begun, patience, AT_ONCE)) {
      attempts.begin(deliveries("evt_1"), _ -> {}).end();
      Delivery other = SomeDelivery.to("wh_2", "evt_2");
      AttemptRound both = attempts.begin(List.of(deliveries("evt_2").getFirst(), other), took::add);
      Thread end = Thread.ofPlatform().start(() -> end(both));

      try {
        await().until(() -> end.getState() == Thread.State.TIMED_WAITING);
      } finally {
        healthy.countDown();
        end.join();
      }
      assertThat(took.getFirst()).isLessThan(patience);
      assertThat(Objects.requireNonNull(begun.get(other.key())).attempt()).isCompleted();
      assertThat(isDone("evt_2")).isFalse();
      answers.countDown();
    }
  }

  @Test
  void whoeverFailsBadlyLeavesTheOthersTheirTurn() throws InterruptedException {
    Attempts broken =
        (delivery, number) -> {
          if (delivery.eventId().equals("evt_1")) {
            throw new AssertionError("a bug");
          }
          return taken(delivery, Duration.ofMillis(1));
        };
    try (FirstAttempts attempts = new FirstAttempts(broken, begun, PATIENCE, 1)) {
      attempts.begin(deliveries("evt_1", "evt_2"), took::add).end();
      attempts.begin(deliveries("evt_3"), took::add).end();
    }

    assertThat(took).hasSize(2).allMatch(it -> it.compareTo(PATIENCE) < 0);
    assertThat(Objects.requireNonNull(begun.get(deliveries("evt_1").getFirst().key())).attempt())
        .isCompletedExceptionally();
    assertThat(isDone("evt_2")).isTrue();
    assertThat(isDone("evt_3")).isTrue();
  }

  @Test
  void whoIsForgottenIsPostedToAllTheSame() throws InterruptedException {
    try (FirstAttempts attempts = firstAttempts(PATIENCE)) {
      attempts.begin(deliveries("evt_1"), _ -> {});
      await().until(() -> posted.contains("evt_1"));

      attempts.forgetOld();
      AttemptRound second = attempts.begin(deliveries("evt_2", "evt_3"), took::add);
      await().during(Duration.ofMillis(100)).until(() -> posted.size() == AT_ONCE);
      answers.countDown();
      second.end();
      attempts.forgetOld();
      attempts.begin(deliveries("evt_4"), took::add).end();
    }

    assertThat(posted).hasSize(4);
    assertThat(most).hasValueLessThanOrEqualTo(AT_ONCE);
    assertThat(took).hasSize(2).allMatch(it -> it.compareTo(PATIENCE) < 0);
  }

  @Test
  void onceClosedWhatIsBegunIsLeftToTheQueue() throws InterruptedException {
    FirstAttempts attempts = firstAttempts(PATIENCE);
    attempts.close();

    attempts.begin(deliveries("evt_1", "evt_2"), took::add).end();

    assertThat(posted).isEmpty();
    assertThat(took.getFirst()).isLessThan(PATIENCE);
  }

  @Test
  void whatIsHeldBackLeavesOutTheRest() throws InterruptedException {
    AtomicInteger asked = new AtomicInteger();
    Attempts refused =
        (delivery, number) -> {
          asked.incrementAndGet();
          return Attempt.heldBack(
              delivery, number, Instant.EPOCH, "the endpoint keeps failing", PATIENCE);
        };
    try (FirstAttempts attempts = new FirstAttempts(refused, begun, PATIENCE, 1)) {
      AttemptRound round = attempts.begin(deliveries("evt_1", "evt_2", "evt_3"), took::add);

      round.end();

      assertThat(asked).hasValue(1);
      assertThat(took.getFirst()).isLessThan(PATIENCE);
      assertThat(begun.get(deliveries("evt_2").getFirst().key())).isNull();
    }
  }
}
