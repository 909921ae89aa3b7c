package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Portions are recorded in their order, beside what else is done; here two deliveries are little.
 */
class PortionRecorderTest {

  private static final Addressed FIRST = delivery("evt_1");
  private static final Addressed SECOND = delivery("evt_2");
  private static final Addressed THIRD = delivery("evt_3");
  private static final int MANY = 100_000;
  private static final int LITTLE = 2;
  private static final int MANY_TO_BEGIN = 17;

  private static final Duration APART = Duration.ofMillis(1);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Addressed> recorded = new CopyOnWriteArrayList<>();
  private final List<Integer> together = new CopyOnWriteArrayList<>();
  private final CountDownLatch databaseIsBack = new CountDownLatch(1);

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  private static Addressed delivery(String eventId) {
    return SomeDelivery.of(eventId, UUID.randomUUID(), Instant.EPOCH);
  }

  private static Map<String, Addressed> portion(Addressed delivery) {
    return Map.of(delivery.key(), delivery);
  }

  private void recordSlowly(Collection<Addressed> deliveries) {
    try {
      databaseIsBack.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    recorded.addAll(deliveries);
    together.add(deliveries.size());
  }

  private static void refuse() {
    throw new AssertionError("the database is away");
  }

  private static void give(PortionRecorder portions, Addressed delivery) {
    give(portions, portion(delivery), SomeRound.ofNone());
  }

  private static void give(
      PortionRecorder portions, Map<String, Addressed> deliveries, AttemptRound attempts) {
    try {
      portions.awaitRoom(deliveries.size());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    portions.record(deliveries, attempts);
  }

  private PortionRecorder recorder(Consumer<Collection<Addressed>> recorder) {
    return new PortionRecorder(recorder, threads, LITTLE, APART, LIMIT);
  }

  @Test
  void whatIsBeingRecordedIsKnownMeanwhile() {
    PortionRecorder portions = recorder(this::recordSlowly);

    give(portions, FIRST);

    assertThat(recorded).isEmpty();
    assertThat(portions.has(FIRST.key())).isTrue();
    assertThat(portions.has(SECOND.key())).isFalse();
    databaseIsBack.countDown();
    portions.await();
    assertThat(recorded).containsExactly(FIRST);
    assertThat(portions.has(FIRST.key())).isFalse();
  }

  @Test
  void aLittleThatComesMeanwhileIsRecordedTogether() {
    PortionRecorder portions =
        new PortionRecorder(this::recordSlowly, threads, 2 * LITTLE, APART, LIMIT);
    give(portions, FIRST);

    give(portions, SECOND);
    give(portions, THIRD);

    assertThat(portions.has(THIRD.key())).isTrue();
    databaseIsBack.countDown();
    portions.await();
    assertThat(recorded).containsExactly(FIRST, SECOND, THIRD);
    assertThat(together).containsExactly(1, 2);
  }

  @Test
  void whatComesSoonAfterIsRecordedTogetherToo() {
    PortionRecorder portions = new PortionRecorder(recorded::addAll, threads, LITTLE, LIMIT, LIMIT);
    give(portions, FIRST);
    AtomicBoolean followed = new AtomicBoolean();
    portions.then(() -> followed.set(true));
    await().untilTrue(followed);

    give(portions, SECOND);
    portions.then(() -> together.add(recorded.size()));

    assertThat(portions.has(FIRST.key())).isFalse();
    assertThat(portions.has(SECOND.key())).isTrue();
    assertThat(recorded).containsExactly(FIRST);
    give(portions, THIRD);
    assertThat(together).isEmpty();
    portions.await();
    assertThat(recorded).containsExactly(FIRST, SECOND, THIRD);
    assertThat(together).containsExactly(3);
  }

  @Test
  void whoWaitsDoesNotWaitForMoreToCome() {
    PortionRecorder portions =
        new PortionRecorder(recorded::addAll, threads, 1, LIMIT.multipliedBy(2), LIMIT);
    give(portions, FIRST);
    await().until(() -> !recorded.isEmpty());

    give(portions, SECOND);
    give(portions, THIRD);

    portions.await();
    assertThat(recorded).containsExactly(FIRST, SECOND, THIRD);
  }

  @Test
  void moreThanALittleWaits() throws InterruptedException {
    PortionRecorder portions = recorder(this::recordSlowly);
    give(portions, FIRST);
    give(portions, SECOND);
    Thread next = Thread.ofPlatform().start(() -> give(portions, THIRD));
    try {
      await().until(() -> next.getState() == Thread.State.TIMED_WAITING);
      assertThat(portions.has(THIRD.key())).isFalse();
    } finally {
      databaseIsBack.countDown();
    }
    next.join();
    portions.await();
    assertThat(recorded).containsExactly(FIRST, SECOND, THIRD);
  }

  @Test
  void onePortionOfManyMayBeGivenWhileTheOneBeforeIsRecorded() {
    PortionRecorder portions = recorder(this::recordSlowly);
    give(portions, Map.of("1", FIRST, "2", FIRST, "3", FIRST), SomeRound.ofNone());

    give(portions, Map.of("4", SECOND, "5", SECOND, "6", SECOND), SomeRound.ofNone());

    assertThat(recorded).isEmpty();
    databaseIsBack.countDown();
    portions.await();
    assertThat(together).containsExactly(3, 3);
  }

  @Test
  void muchIsRecordedAtOnceIfNothingElseIs() {
    PortionRecorder portions = new PortionRecorder(recorded::addAll, threads, 1, APART, LIMIT);

    give(portions, Map.of(FIRST.key(), FIRST, SECOND.key(), SECOND), SomeRound.ofNone());

    portions.await();
    assertThat(recorded).containsExactlyInAnyOrder(FIRST, SECOND);
  }

  @Test
  void whatIsStillAttemptedIsRecordedWhenThatIsOver() {
    PortionRecorder portions = recorder(recorded::addAll);
    AttemptRound attempts = SomeRound.of(List.of(FIRST.delivery()), LIMIT.multipliedBy(2));
    give(portions, portion(FIRST), attempts);
    List<Integer> followed = new CopyOnWriteArrayList<>();
    portions.then(() -> followed.add(recorded.size()));

    attempts.begin(FIRST.delivery());
    give(portions, portion(SECOND), SomeRound.ofNone());

    await().during(Duration.ofMillis(100)).until(recorded::isEmpty);
    assertThat(portions.has(FIRST.key())).isTrue();
    attempts.ended(FIRST.delivery());
    portions.await();
    assertThat(recorded).containsExactly(FIRST, SECOND);
    assertThat(followed).containsExactly(1);
  }

  @Test
  void aRoundThatEndsBadlyIsRecordedAllTheSame() {
    PortionRecorder portions = recorder(recorded::addAll);
    AttemptRound broken =
        SomeRound.of(
            List.of(),
            Duration.ZERO,
            _ -> {
              throw new AssertionError("a bug");
            });

    give(portions, portion(FIRST), broken);
    give(portions, SECOND);

    portions.await();
    assertThat(recorded).containsExactly(FIRST, SECOND);
  }

  @Test
  void whatNoThreadRecordsIsToBeTakenAgain() {
    AtomicBoolean full = new AtomicBoolean(true);
    Executor sometimes =
        task -> {
          if (full.get()) {
            throw new RejectedExecutionException("no thread");
          }
          threads.execute(task);
        };
    PortionRecorder portions =
        new PortionRecorder(recorded::addAll, sometimes, LITTLE, APART, LIMIT);

    assertThatThrownBy(() -> give(portions, FIRST)).hasMessage("no thread");
    assertThat(portions.has(FIRST.key())).isFalse();
    full.set(false);
    give(portions, FIRST);

    portions.await();
    assertThat(recorded).containsExactly(FIRST);
  }

  @Test
  void muchThatWaitsForItsAttemptHoldsUpTheNextPortion() throws InterruptedException {
    PortionRecorder portions = recorder(recorded::addAll);
    List<Delivery> many = Collections.nCopies(MANY_TO_BEGIN, FIRST.delivery());
    AttemptRound attempts = SomeRound.of(many, LIMIT.multipliedBy(2));
    give(portions, portion(FIRST), attempts);
    Thread next = Thread.ofPlatform().start(() -> give(portions, SECOND));

    await().until(() -> next.getState() == Thread.State.TIMED_WAITING);
    attempts.begin(FIRST.delivery());

    assertThat(next.join(LIMIT)).isTrue();
    assertThat(portions.has(SECOND.key())).isTrue();
    many.forEach(attempts::ended);
    portions.await();
  }

  @Test
  void whatIsToFollowDoesSoInItsOrderOnceAllBeforeIsRecorded() {
    PortionRecorder portions = recorder(this::recordSlowly);
    List<String> followed = new CopyOnWriteArrayList<>();
    give(portions, FIRST);

    portions.then(() -> followed.add("one of " + recorded.size()));
    portions.then(
        () -> {
          throw new AssertionError("a bug");
        });
    give(portions, SECOND);
    portions.then(() -> followed.add("another of " + recorded.size()));

    assertThat(followed).isEmpty();
    databaseIsBack.countDown();
    portions.await();
    assertThat(followed).containsExactly("one of 1", "another of 2");
    portions.then(() -> followed.add("at once"));
    assertThat(followed).endsWith("at once");
  }

  @Test
  void aPortionThatCannotBeRecordedIsTriedAgain() {
    AtomicInteger tries = new AtomicInteger();
    PortionRecorder portions =
        recorder(
            deliveries -> {
              if (tries.incrementAndGet() < 3) {
                refuse();
              }
              recorded.addAll(deliveries);
            });

    give(portions, FIRST);

    portions.await();
    assertThat(recorded).containsExactly(FIRST);
    assertThat(tries).hasValue(3);
  }

  @Test
  void whileItCannotNothingFollowsAndEvenALittleIsToldWhy() {
    CountDownLatch tried = new CountDownLatch(2);
    PortionRecorder portions =
        new PortionRecorder(
            deliveries -> {
              tried.countDown();
              refuse();
            },
            threads,
            2 * LITTLE,
            APART,
            Duration.ofMillis(300));
    AtomicBoolean followed = new AtomicBoolean();
    give(portions, FIRST);
    portions.then(() -> followed.set(true));
    await().until(() -> tried.getCount() == 0);

    assertThatThrownBy(() -> give(portions, SECOND))
        .hasMessageContaining("not recorded yet")
        .hasMessageContaining("the database is away");

    assertThat(portions.has(FIRST.key())).isTrue();
    assertThat(portions.has(SECOND.key())).isFalse();
    threads.shutdownNow();
    assertThatThrownBy(portions::await).hasMessageContaining("not recorded any more");
    assertThat(followed).isFalse();
  }

  /** Often enough that one of them comes just when the one before it has ended. */
  @Test
  void whenOneComesJustAsTheOneBeforeEndsTheyAreStillRecordedOneAfterTheOther() {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    AtomicInteger early = new AtomicInteger();
    PortionRecorder portions =
        recorder(
            deliveries -> {
              most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
              done.addAndGet(deliveries.size());
              atOnce.decrementAndGet();
            });

    for (int i = 1; i <= MANY; i++) {
      int given = i;
      give(portions, Map.of("one " + i, FIRST), SomeRound.ofNone());
      portions.then(() -> early.addAndGet(done.get() < given ? 1 : 0));
    }

    portions.await();
    assertThat(done).hasValue(MANY);
    assertThat(most).hasValue(1);
    assertThat(early).hasValue(0);
  }
}
