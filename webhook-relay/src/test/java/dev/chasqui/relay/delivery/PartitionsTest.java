package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Records of a partition are in one hand at a time. */
class PartitionsTest {

  private static final TopicPartition ONE = new TopicPartition("events", 1);
  private static final TopicPartition TWO = new TopicPartition("events", 2);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Partitions partitions = new Partitions();

  private boolean take(String owner, Duration atMost, TopicPartition... wanted) {
    try {
      return partitions.take(Set.of(wanted), owner, atMost);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anotherGetsItOnceAllBatchesAreGivenBack() {
    assertThat(take("a", LIMIT, ONE, TWO)).isTrue();
    assertThat(take("a", LIMIT, ONE)).as("a second batch of the same").isTrue();
    CompletableFuture<Boolean> other = CompletableFuture.supplyAsync(() -> take("b", LIMIT, ONE));

    partitions.giveBack(Set.of(ONE, TWO));
    assertThat(take("b", Duration.ZERO, ONE)).as("a batch is not done").isFalse();
    assertThat(other).isNotDone();
    partitions.giveBack(Set.of(ONE));

    await().atMost(LIMIT).untilAsserted(() -> assertThat(other).isCompletedWithValue(true));
    assertThat(take("a", Duration.ZERO, ONE)).isFalse();
    assertThat(take("a", Duration.ZERO, TWO)).isTrue();
  }

  @Test
  void whoDoesNotGetAllTakesNone() {
    assertThat(take("a", LIMIT, ONE)).isTrue();

    assertThat(take("b", Duration.ZERO, ONE, TWO)).isFalse();

    assertThat(take("c", Duration.ZERO, TWO)).isTrue();
  }
}
