package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two consumers of a process, to one of which a partition goes from the other. */
class BatchesInHandTest {

  private static final List<ConsumerRecord<byte[], byte[]>> BATCH =
      List.of(new ConsumerRecord<>("whatsapp.events", 3, 0, new byte[0], new byte[0]));

  private static final Addressed DELIVERY =
      SomeDelivery.of("evt_1", UUID.randomUUID(), Instant.EPOCH);

  private final CountDownLatch databaseIsBack = new CountDownLatch(1);
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  private final BatchesInHand inHand =
      new BatchesInHand(
          _ -> {
            try {
              databaseIsBack.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });

  @AfterEach
  void close() {
    databaseIsBack.countDown();
    inHand.close();
    other.shutdownNow();
  }

  private void theOtherTakesTheBatch() {
    other.execute(() -> inHand.take(BATCH, _ -> seen.add("other"), () -> seen.add("other's done")));
  }

  @Test
  void theOtherWaitsUntilAllIsRecorded() {
    inHand.take(
        BATCH,
        recorder -> {
          recorder.record(Map.of(DELIVERY.key(), DELIVERY), SomeRound.ofNone());
          seen.add("delivered");
        },
        () -> seen.add("done"));
    theOtherTakesTheBatch();
    assertThat(seen).containsExactly("delivered");

    databaseIsBack.countDown();

    await().until(() -> seen.size() == 4);
    assertThat(seen).containsExactly("delivered", "done", "other", "other's done");
  }

  @Test
  void whatCouldNotBeDeliveredIsForTheOtherAtOnce() {
    assertThatThrownBy(
            () ->
                inHand.take(
                    BATCH,
                    _ -> {
                      throw new IllegalStateException("the registry is away");
                    },
                    () -> seen.add("done")))
        .hasMessage("the registry is away");

    theOtherTakesTheBatch();

    await().until(() -> seen.size() == 2);
    assertThat(seen).containsExactly("other", "other's done");
  }
}
