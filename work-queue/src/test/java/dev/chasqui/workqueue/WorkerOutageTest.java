package dev.chasqui.workqueue;

import static dev.chasqui.workqueue.QueueFixture.dueItems;
import static dev.chasqui.workqueue.WorkerFixture.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class WorkerOutageTest {

  @Test
  @Timeout(90)
  void resultsOutliveADatabaseThatRestarts(@TempDir Path directory) {
    OwnServers servers = new OwnServers(directory);
    PostgresServer server = servers.postgres(0);
    try (QueueFixture queue = QueueFixture.withRealClock(TestServers.newDatabase(server))) {
      WorkerFixture fixture = new WorkerFixture(queue);
      queue.enqueue(dueItems("lane", 300));
      CountDownLatch away = new CountDownLatch(1);
      AtomicInteger handled = new AtomicInteger();

      try (Worker<String> _ =
          fixture.start(
              settings().withMaxInFlight(100),
              lease -> {
                if (handled.incrementAndGet() > 50) {
                  away.await();
                }
                return lease.key();
              })) {
        await().until(() -> handled.get() > 50);
        server.close();
        away.countDown();
        await().pollDelay(Duration.ofMillis(500)).until(() -> handled.get() >= 100);
        server = servers.postgres(server.port());

        await()
            .atMost(Duration.ofSeconds(30))
            .untilAsserted(() -> assertThat(fixture.recorded).hasSizeGreaterThanOrEqualTo(300));
      }

      assertThat(fixture.recordedKeys()).doesNotHaveDuplicates().hasSize(300);
      assertThat(queue.one.stats().ready() + queue.one.stats().leased()).isZero();
    } finally {
      server.close();
    }
  }
}
