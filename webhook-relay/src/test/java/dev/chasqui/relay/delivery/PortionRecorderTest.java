package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A batch's portions are recorded one after the other, beside what else is done. */
class PortionRecorderTest {

  private static final Addressed FIRST = delivery("evt_1");
  private static final Addressed SECOND = delivery("evt_2");

  private final List<Addressed> recorded = new CopyOnWriteArrayList<>();
  private final CountDownLatch databaseIsBack = new CountDownLatch(1);

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
  }

  private void refuse(Collection<Addressed> deliveries) {
    recorded.addAll(deliveries);
    throw new IllegalStateException("the database is away");
  }

  @Test
  void whatIsBeingRecordedIsKnownMeanwhile() {
    List<Addressed> recordedMeanwhile;
    Set<String> underWay;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        PortionRecorder portions = new PortionRecorder(this::recordSlowly, threads)) {
      portions.record(portion(FIRST));
      recordedMeanwhile = List.copyOf(recorded);
      underWay = portions.underWay();
      databaseIsBack.countDown();
    }
    assertThat(recordedMeanwhile).isEmpty();
    assertThat(underWay).containsExactly(FIRST.key());
    assertThat(recorded).containsExactly(FIRST);
  }

  @Test
  void noPortionOvertakesTheOneBefore() throws InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        PortionRecorder portions = new PortionRecorder(this::recordSlowly, threads)) {
      portions.record(portion(FIRST));
      Thread next = Thread.ofPlatform().start(() -> portions.record(portion(SECOND)));
      try {
        await().until(() -> next.getState() == Thread.State.WAITING);
      } finally {
        databaseIsBack.countDown();
      }
      next.join();
    }
    assertThat(recorded).containsExactly(FIRST, SECOND);
  }

  @Test
  void aPortionThatCannotBeRecordedEndsTheBatch() {
    PortionRecorder portions = new PortionRecorder(this::refuse, Runnable::run);
    portions.record(portion(FIRST));

    assertThatThrownBy(() -> portions.record(portion(SECOND)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the database is away");

    assertThat(recorded).containsExactly(FIRST);
    assertThatCode(portions::close).doesNotThrowAnyException();
  }
}
