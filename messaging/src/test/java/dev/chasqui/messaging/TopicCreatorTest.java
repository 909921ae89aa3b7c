package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.testing.OwnServers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class TopicCreatorTest {

  @Test
  void topicsAreCreatedOnceAndThenLeftAlone(CapturedOutput output) throws Exception {
    TopicSpec spec = new TopicSpec(Servers.newName("topic"), 3, Map.of("retention.ms", "60000"));

    ensure(Servers.kafka(), spec, spec.deadLetters());
    ensure(Servers.kafka(), new TopicSpec(spec.name(), 6));

    try (Admin admin = KafkaClients.admin(Servers.kafka())) {
      String name = spec.name();
      var described = admin.describeTopics(List.of(name, name + ".dlt")).allTopicNames().get();
      assertThat(described).hasEntrySatisfying(name, t -> assertThat(t.partitions()).hasSize(3));
      assertThat(described)
          .hasEntrySatisfying(name + ".dlt", t -> assertThat(t.partitions()).hasSize(1));
      ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
      var config = admin.describeConfigs(List.of(resource)).values().get(resource);
      assertThat(Objects.requireNonNull(config).get().get("retention.ms").value())
          .isEqualTo("60000");
    }
    assertThat(output.getOut()).contains(spec.name() + " has 3 partitions, not 6");
  }

  @Test
  void aBrokerThatIsDownAtStartIsWaitedFor(CapturedOutput output, @TempDir Path data)
      throws Exception {
    EmbeddedKafka early = new OwnServers(data).kafka(0);
    early.close();
    KafkaSettings settings = new KafkaSettings(early.bootstrapServers());
    TopicSpec spec = new TopicSpec(Servers.newName("late"), 1);

    try (TopicCreator creator = TopicCreator.ensure(settings, List.of(spec))) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> output.getOut().contains("not created yet, trying on"));
      assertThat(creator.done()).isNotDone();

      try (EmbeddedKafka _ = new OwnServers(data).kafka(early.port())) {
        creator.done().get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(output.getOut().lines().filter(line -> line.contains("not created yet"))).hasSize(1);
    assertThat(output.getOut()).contains("answers again");
  }

  private static void ensure(KafkaSettings settings, TopicSpec... topics) throws Exception {
    try (TopicCreator creator = TopicCreator.ensure(settings, List.of(topics))) {
      creator.done().get(30, TimeUnit.SECONDS);
    }
  }
}
