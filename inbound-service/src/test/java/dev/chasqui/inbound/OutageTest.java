package dev.chasqui.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
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
  void anEventThatKafkaRefusesHoldsUpNone() throws Exception {
    OwnServers servers = new OwnServers(directory);
    try (EmbeddedKafka kafka = servers.kafka(0);
        InboundFixture inbound =
            InboundFixture.on(kafka.bootstrapServers(), TestServers.registry().url())) {
      await().atMost(LIMIT).until(() -> inbound.call(text(inbound, "first")) == 200);
      try (TestConsumer events = TestConsumer.of(kafka.bootstrapServers(), Topics.EVENTS)) {
        events.await(1);
        limitRecords(kafka, Topics.EVENTS, 2_000);

        assertThat(inbound.call(text(inbound, incompressible(10_000)))).isEqualTo(200);
        assertThat(inbound.call(text(inbound, "last"))).isEqualTo(200);

        assertThat(events.await(2)).hasSizeGreaterThanOrEqualTo(2);
        try (TestConsumer letters =
            TestConsumer.of(kafka.bootstrapServers(), Topics.PROVIDER_EVENTS + ".dlt")) {
          assertThat(letters.await(1).getFirst().headers().lastHeader("chasqui-dlt-reason").value())
              .asString(UTF_8)
              .isEqualTo("event-refused");
        }
      }
    }
  }

  private static String text(InboundFixture inbound, String text) {
    return InboundFixture.text(inbound.account, text);
  }

  private static String incompressible(int length) {
    byte[] random = new byte[length];
    new Random(1).nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }

  /** As an operator may. */
  private static void limitRecords(EmbeddedKafka kafka, String topic, int bytes) throws Exception {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()))) {
      ConfigEntry limit = new ConfigEntry("max.message.bytes", "" + bytes);
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic),
                  List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
          .all()
          .get();
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
