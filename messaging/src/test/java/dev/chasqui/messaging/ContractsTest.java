package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chasqui.messaging.sample.Parcel;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ContractsTest {

  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void whatASerializerRegistersIsTheSameVersion() {
    String topic = Servers.newName("parcels");
    try (SchemaRegistryClient client = Servers.registryClient();
        Contracts _ = Contracts.ensure(client, Map.of(topic, Parcels.parcel("1").getSchema()))) {
      awaitContract(client, topic);

      new AvroSerializer<Parcel>(client).encode(topic, Parcels.parcel("2"));

      assertThat(client.latest(topic + "-value").version()).isEqualTo(1);
    }
  }

  @Test
  void aChangeThatBreaksReadersIsRefusedFromThenOn(CapturedOutput output) {
    String topic = Servers.newName("knots");
    Schema released = SchemaBuilder.record("Knot").fields().requiredString("cord").endRecord();
    Schema broken = SchemaBuilder.record("Knot").fields().requiredLong("cord").endRecord();
    try (SchemaRegistryClient client = Servers.registryClient();
        Contracts _ = Contracts.ensure(client, Map.of(topic, released))) {
      awaitContract(client, topic);

      assertThatThrownBy(() -> client.register(topic + "-value", broken))
          .isInstanceOf(RegistryRejectedException.class);

      try (Contracts changed = Contracts.ensure(client, Map.of(topic, broken))) {
        await()
            .atMost(BOUND)
            .until(() -> output.getOut().contains("contracts: cannot be registered, trying on"));
        assertThat(changed.done()).isNotDone();
      }
    }
  }

  @Test
  void aRegistryThatComesLaterIsWaitedFor(@TempDir Path dir) throws Exception {
    int port = Ports.free();
    String url = "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    Schema schema = SchemaBuilder.record("Late").fields().requiredString("id").endRecord();
    try (SchemaRegistryClient client = new SchemaRegistryClient(RegistryConfig.of(url));
        Contracts contracts = Contracts.ensure(client, Map.of("late", schema))) {
      assertThat(contracts.done()).isNotDone();
      try (var _ = new OwnServers(dir).registry(port)) {
        contracts.done().get(BOUND.toSeconds(), TimeUnit.SECONDS);

        assertThat(client.compatibility("late-value")).contains(CompatibilityLevel.FULL_TRANSITIVE);
      }
    }
  }

  private static void awaitContract(SchemaRegistryClient client, String topic) {
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .until(
            () ->
                client
                    .compatibility(topic + "-value")
                    .equals(Optional.of(CompatibilityLevel.FULL_TRANSITIVE)));
  }
}
