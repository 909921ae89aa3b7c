package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
class ServiceTopicsTest {

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

    try (ServiceTopics creator = ServiceTopics.ensure(settings, List.of(spec), true)) {
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

  @Test
  void whatIsToCreateNothingVerifiesAndNamesTheCommands() throws Exception {
    TopicSpec good = TopicSpec.ofWebhooks(Servers.newName("good"), 2);
    TopicSpec missing = TopicSpec.ofWebhooks(Servers.newName("missing"), 6);
    TopicSpec small = TopicSpec.ofWebhooks(Servers.newName("small"), 2);
    TopicSpec compacted = new TopicSpec(Servers.newName("compacted"), 1);
    TopicSpec unwritable = new TopicSpec(Servers.newName("unwritable"), 1);
    ensure(
        Servers.kafka(),
        good,
        new TopicSpec(small.name(), 1),
        new TopicSpec(compacted.name(), 1, Map.of("cleanup.policy", "compact")),
        new TopicSpec(unwritable.name(), 1, Map.of("min.insync.replicas", "2")));

    try (ServiceTopics verified = ServiceTopics.ensure(Servers.kafka(), List.of(good), false)) {
      assertThat(verified.done()).isCompleted();
    }
    String at = " --bootstrap-server " + Servers.kafka().bootstrapServers();
    assertThatThrownBy(
            () ->
                ServiceTopics.ensure(
                    Servers.kafka(), List.of(good, missing, small, compacted, unwritable), false))
        .isInstanceOf(TopicsLackingException.class)
        .hasMessage(
            """
            Topics are not as they have to be:
              %1$s is missing
              %2$s has 1 partitions, not 2; more would break the order of keys if it is in use
              %2$s has max.message.bytes=1048588, not at least 4194304
              %3$s has cleanup.policy=compact, not delete alone
              %4$s has min.insync.replicas=2, not at most 1, the number of its replicas
            Run as an administrator (--command-config):
              kafka-topics.sh%5$s --create --topic %1$s --partitions 6 --config max.message.bytes=4194304
              kafka-topics.sh%5$s --alter --topic %2$s --partitions 2
              kafka-configs.sh%5$s --alter --entity-type topics --entity-name %2$s --add-config max.message.bytes=4194304
              kafka-configs.sh%5$s --alter --entity-type topics --entity-name %3$s --add-config cleanup.policy=delete
              kafka-configs.sh%5$s --alter --entity-type topics --entity-name %4$s --add-config min.insync.replicas=1"""
                .formatted(missing.name(), small.name(), compacted.name(), unwritable.name(), at));
    try (Admin admin = KafkaClients.admin(Servers.kafka())) {
      assertThat(admin.listTopics().names().get()).doesNotContain(missing.name());
    }
  }

  @Test
  void topicsAreVerifiedOnceABrokerThatWasDownIsThere(CapturedOutput output, @TempDir Path data)
      throws Exception {
    EmbeddedKafka early = new OwnServers(data).kafka(0);
    early.close();
    KafkaSettings settings = new KafkaSettings(early.bootstrapServers());
    TopicSpec spec = new TopicSpec(Servers.newName("late"), 1);

    try (ServiceTopics verified = ServiceTopics.ensure(settings, List.of(spec), false);
        EmbeddedKafka _ = new OwnServers(data).kafka(early.port())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> output.getOut().contains(spec.name() + " is missing"));
      assertThat(verified.done()).isNotDone();
      ensure(settings, spec);
      verified.done().get(60, TimeUnit.SECONDS);
    }
    assertThat(output.getOut().lines().filter(line -> line.contains("is missing"))).hasSize(1);
  }

  private static void ensure(KafkaSettings settings, TopicSpec... topics) throws Exception {
    try (ServiceTopics creator = ServiceTopics.ensure(settings, List.of(topics), true)) {
      creator.done().get(30, TimeUnit.SECONDS);
    }
  }
}
