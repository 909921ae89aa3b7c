package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.relay.delivery.BegunAttempts.Begun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** First attempts of portions that follow each other, to an endpoint that takes two at once. */
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
    try {
      answers.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    underWay.decrementAndGet();
    return taken(delivery, Duration.ofMillis(1));
  }

  private static Attempt taken(Delivery delivery, Duration took) {
    return new Attempt(
        delivery, 1, null, Instant.EPOCH, took, new Attempt.Delivered(200, null, ""));
  }

  private static List<Delivery> deliveries(String... events) {
    List<Delivery> deliveries = new ArrayList<>();
    for (String event : events) {
      deliveries.add(SomeDelivery.of(event, UUID.randomUUID(), Instant.EPOCH).delivery());
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
    try (FirstAttempts attempts = firstAttempts(Duration.ofMillis(100))) {
      AttemptRound round = attempts.begin(deliveries("evt_1", "evt_2", "evt_3"), took::add);

      round.end();

      assertThat(took).hasSize(1);
      assertThat(took.getFirst()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
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
