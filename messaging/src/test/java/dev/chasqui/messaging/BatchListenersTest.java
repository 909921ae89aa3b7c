package dev.chasqui.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

@ExtendWith(OutputCaptureExtension.class)
class BatchListenersTest extends KafkaTestBase {

  @Test
  void nothingWhateverThatIsThrownSkipsABatchOrEndsTheConsumer() throws Exception {
    // By default spring-kafka logs and skips what fails with a ClassCastException, and stops at an
    // Error.
    List<Runnable> failures =
        List.of(
            () -> {
              throw new ClassCastException("a bug");
            },
            () -> {
              throw new IllegalStateException("another");
            },
            () -> {
              throw new OutOfMemoryError("a large batch");
            });
    AtomicInteger attempts = new AtomicInteger();
    List<String> received = new CopyOnWriteArrayList<>();
    send(new ProducerRecord<>(topic, "k".getBytes(UTF_8), "v".getBytes(UTF_8)));

    listen(
        batch -> {
          int attempt = attempts.getAndIncrement();
          if (attempt < failures.size()) {
            failures.get(attempt).run();
          }
          batch.forEach(record -> received.add(new String(record.value(), UTF_8)));
        });

    await().atMost(Duration.ofSeconds(30)).until(() -> received.equals(List.of("v")));
    await().atMost(Duration.ofSeconds(10)).until(() -> committed() == 1);
    assertThat(attempts).hasValue(4);
  }

  @Test
  void aContainerThatIsStoppedWhileABatchFailsLeavesItToTheNext(CapturedOutput output)
      throws Exception {
    send(new ProducerRecord<>(topic, "k".getBytes(UTF_8), "v".getBytes(UTF_8)));
    AtomicInteger attempts = new AtomicInteger();
    MeterRegistry meters = new SimpleMeterRegistry();
    var failing =
        BatchListeners.container(
            kafka,
            meters,
            group,
            1,
            (BatchMessageListener<byte[], byte[]>)
                batch -> {
                  attempts.incrementAndGet();
                  throw new IllegalStateException("the database is away");
                },
            topic);
    failing.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> attempts.get() >= 3);

    failing.stop();

    assertThat(failing.isRunning()).isFalse();
    assertThat(meters.counter("chasqui.consumer.failures", "group", group).count())
        .isGreaterThanOrEqualTo(2);
    assertThat(output.getOut()).doesNotContain("\tat ");
    assertThat(committed()).isZero();
    List<String> received = new CopyOnWriteArrayList<>();
    listen(batch -> batch.forEach(record -> received.add(new String(record.value(), UTF_8))));
    await().atMost(Duration.ofSeconds(30)).until(() -> received.equals(List.of("v")));
  }

  @Test
  void aTopicThatIsCreatedAfterItsConsumerIsFoundSoon() {
    String late = Servers.newName("late-topic");
    List<String> received = new CopyOnWriteArrayList<>();
    var container =
        BatchListeners.container(
            kafka,
            new SimpleMeterRegistry(),
            late + "-group",
            1,
            (BatchMessageListener<byte[], byte[]>)
                batch -> batch.forEach(record -> received.add(new String(record.value(), UTF_8))),
            late);
    container.start();
    closeLater(container::stop);
    await().atMost(Duration.ofSeconds(10)).until(() -> groupExists(late + "-group"));

    TestServers.createTopic(late, 1);
    send(new ProducerRecord<>(late, "v".getBytes(UTF_8)));

    await().atMost(Duration.ofSeconds(10)).until(() -> received.equals(List.of("v")));
  }

  /** Its work may be done later, by another thread. */
  private final class Later implements LastingWork {

    private final Deque<Runnable> undone = new ConcurrentLinkedDeque<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final List<String> taken = new CopyOnWriteArrayList<>();

    @Override
    public void accept(List<ConsumerRecord<byte[], byte[]>> batch, Runnable done) {
      if (failures.getAndDecrement() > 0) {
        failed.incrementAndGet();
        throw new IllegalStateException("the database is away");
      }
      undone.add(done);
      batch.forEach(record -> taken.add(new String(record.value(), UTF_8)));
    }

    @Override
    public void finish() {
      undone.removeIf(
          done -> {
            done.run();
            return true;
          });
    }

    private ConcurrentMessageListenerContainer<byte[], byte[]> listen() {
      var container =
          BatchListeners.container(kafka, new SimpleMeterRegistry(), group, 1, this, topic);
      container.start();
      closeLater(container::stop);
      return container;
    }
  }

  @Test
  void aBatchIsCommittedOnceItsWorkIsDoneAndTheNextIsTakenBefore() throws Exception {
    Later later = new Later();
    later.listen();
    send(new ProducerRecord<>(topic, "k".getBytes(UTF_8), "1".getBytes(UTF_8)));
    await().atMost(Duration.ofSeconds(30)).until(() -> later.undone.size() == 1);
    // Taken at last, not at once.
    later.failures.set(2);
    send(new ProducerRecord<>(topic, "k".getBytes(UTF_8), "2".getBytes(UTF_8)));
    await().atMost(Duration.ofSeconds(30)).until(() -> later.undone.size() == 2);
    send(new ProducerRecord<>(topic, "k".getBytes(UTF_8), "3".getBytes(UTF_8)));
    await().atMost(Duration.ofSeconds(30)).until(() -> later.undone.size() == 3);

    assertThat(committed()).isZero();
    later.undone.removeFirst().run();
    await().atMost(Duration.ofSeconds(10)).until(() -> committed() == 1);
    later.undone.removeFirst().run();
    await().atMost(Duration.ofSeconds(10)).until(() -> committed() == 2);
  }

  @Test
  void whatIsLeftToDoIsFinishedAndCommittedBeforeOthersGoOn() throws Exception {
    Later later = new Later();
    var container = later.listen();
    send(new ProducerRecord<>(topic, "k".getBytes(UTF_8), "1".getBytes(UTF_8)));
    await().atMost(Duration.ofSeconds(30)).until(() -> later.undone.size() == 1);

    container.stop();

    assertThat(later.undone).isEmpty();
    assertThat(committed()).isEqualTo(1);
  }

  @Test
  void whatOthersHaveGotOfABatchThatFailsIsLeftToThem() throws Exception {
    send(new ProducerRecord<>(topic, 0, null, "0".getBytes(UTF_8)));
    send(new ProducerRecord<>(topic, 1, null, "1".getBytes(UTF_8)));
    Later first = new Later();
    first.failures.set(Integer.MAX_VALUE);
    first.listen();
    await().atMost(Duration.ofSeconds(30)).until(() -> first.failed.get() >= 2);

    Later second = new Later();
    second.listen();
    await().atMost(Duration.ofSeconds(30)).until(() -> second.taken.size() == 1);
    first.failures.set(0);

    await().atMost(Duration.ofSeconds(30)).until(() -> !first.taken.isEmpty());
    assertThat(Stream.of(first, second).flatMap(it -> it.taken.stream()))
        .containsExactlyInAnyOrder("0", "1");
    Stream.of(first, second).forEach(Later::finish);
    await().atMost(Duration.ofSeconds(10)).until(() -> committed() == 2);
  }

  private boolean groupExists(String groupId) throws Exception {
    try (Admin admin = KafkaClients.admin(kafka)) {
      return admin.listGroups().all().get().stream()
          .anyMatch(listing -> listing.groupId().equals(groupId));
    }
  }
}
