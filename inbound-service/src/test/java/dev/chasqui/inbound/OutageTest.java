package dev.chasqui.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.embedded.RegistryServer;
import dev.chasqui.schemas.Topics;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.TestConsumer;
import dev.chasqui.testing.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brokers and registries that are away: WhatsApp is told so, and repeats its call. */
class OutageTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void aCallIsNotTakenWhileTheBrokerIsAwayAndIsWhenItIsBack() {
    OwnServers servers = new OwnServers(directory);
    EmbeddedKafka kafka = servers.kafka(0);
    try (InboundFixture inbound =
        InboundFixture.on(
            kafka.bootstrapServers(),
            TestServers.registry().url(),
            "--chasqui.kafka.properties.[delivery.timeout.ms]=1500",
            "--chasqui.kafka.properties.[request.timeout.ms]=1000",
            "--chasqui.kafka.properties.[max.block.ms]=1500")) {
      String body = InboundFixture.text(inbound.account, "kept");
      await().atMost(LIMIT).until(() -> inbound.call(body) == 200);

      kafka.close();
      assertThat(inbound.call(body.replace("kept", "repeated"))).isEqualTo(503);
      kafka = servers.kafka(kafka.port());

      await().atMost(LIMIT).until(() -> inbound.call(body.replace("kept", "repeated")) == 200);
      try (TestConsumer events = TestConsumer.of(kafka.bootstrapServers(), Topics.EVENTS)) {
        assertThat(events.await(2)).hasSizeGreaterThanOrEqualTo(2);
      }
    } finally {
      kafka.close();
    }
  }

  @Test
  void aServiceStartsWithoutTheRegistryAndTakesCallsOnceItIsThere() {
    int port = Ports.free();
    OwnServers servers = new OwnServers(directory);
    try (EmbeddedKafka kafka = servers.kafka(0);
        InboundFixture inbound =
            InboundFixture.on(
                kafka.bootstrapServers(), "http://127.0.0.1:%d/apis/ccompat/v7".formatted(port))) {
      String body = InboundFixture.text(inbound.account, "early");

      assertThat(inbound.call(body)).isEqualTo(503);
      try (RegistryServer registry = servers.registry(port)) {
        assertThat(registry.isRunning()).isTrue();
        await().atMost(LIMIT).until(() -> inbound.call(body) == 200);
      }
    }
  }
}
