package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.embedded.RegistryServer;
import dev.chasqui.messaging.sample.Parcel;
import dev.chasqui.testing.OwnServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class RegistryOutageTest extends KafkaTestBase {

  @TempDir private Path directory;
  private final List<String> received = new CopyOnWriteArrayList<>();

  @Test
  void aRegistryThatIsAwayHoldsTheBatchUpAndLosesNothing(CapturedOutput output) throws Exception {
    RegistryServer first = closeLater(new OwnServers(directory).registry(0));
    publishHundred(first.url());
    kill(first);
    SchemaRegistryClient client =
        closeLater(new SchemaRegistryClient(RegistryConfig.of(first.url())));
    BatchDecoder<Parcel> decoder =
        new BatchDecoder<>(
            AvroDeserializer.of(client, Parcel.class),
            new DeadLetters(producer, group, new SimpleMeterRegistry()));

    listen(batch -> decoder.decode(batch).forEach(r -> received.add(r.value().getId())));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> output.getOut().contains("are retried until they succeed"));
    assertThat(received).isEmpty();
    assertThat(committed()).isZero();

    closeLater(new OwnServers(directory).registry(first.port()));

    await().atMost(Duration.ofSeconds(60)).until(() -> received.size() == 100);
    assertThat(received).containsExactlyInAnyOrderElementsOf(ids());
    await().atMost(Duration.ofSeconds(10)).until(() -> committed() == 100);
    await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().contains("works again"));
    assertLogIsShort(output.getOut(), first.url());
  }

  private static void kill(RegistryServer registry) {
    ProcessHandle.of(registry.pid()).ifPresent(ProcessHandle::destroyForcibly);
    await().atMost(Duration.ofSeconds(10)).until(() -> !registry.isRunning());
    registry.close();
  }

  private static void assertLogIsShort(String log, String url) {
    List<String> failures =
        log.lines().filter(line -> line.contains("are retried until they succeed")).toList();
    assertThat(failures).hasSizeLessThanOrEqualTo(4);
    assertThat(failures.getFirst())
        .contains("RegistryUnavailableException")
        .contains(url)
        .contains("cannot be reached");
    assertThat(log).doesNotContain("\tat ");
  }

  private void publishHundred(String registryUrl) {
    try (SchemaRegistryClient client = new SchemaRegistryClient(RegistryConfig.of(registryUrl))) {
      List<OutgoingRecord<Parcel>> records = new ArrayList<>();
      ids().forEach(id -> records.add(new OutgoingRecord<>(topic, id, Parcels.parcel(id))));
      new AvroPublisher<Parcel>(producer, new AvroSerializer<>(client)).publishAll(records);
    }
  }

  private static List<String> ids() {
    return IntStream.range(0, 100).mapToObj(i -> "p" + i).toList();
  }
}
