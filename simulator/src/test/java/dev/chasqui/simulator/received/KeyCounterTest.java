package dev.chasqui.simulator.received;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyCounterTest {
  @Test
  void manyKeysFromManyThreadsAreCountedExactly() {
    var counter = new KeyCounter();
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var thread = 0; thread < 4; thread++) {
        threads.execute(
            () -> IntStream.range(0, 100_000).forEach(i -> counter.increment("key " + i)));
      }
    }

    assertThat(counter.distinct()).isEqualTo(100_000);
    assertThat(IntStream.range(0, 100_000).map(i -> counter.count("key " + i))).containsOnly(4);
    assertThat(counter.count("another key")).isZero();

    counter.clear();
    assertThat(counter.distinct()).isZero();
    assertThat(counter.count("key 1")).isZero();
  }
}
