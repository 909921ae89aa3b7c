package dev.chasqui.inbound;

import static org.awaitility.Awaitility.await;

import dev.chasqui.testing.TestServers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far consumers are. */
final class ConsumerGroup {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private ConsumerGroup() {}

  /** Waits until a group has committed all that is on the shared broker now. */
  static void awaitDone(String group) {
    awaitDone(TestServers.kafka().bootstrapServers(), group, "whatsapp.events", "whatsapp.results");
  }

  static void awaitDone(String bootstrapServers, String group, String... topics) {
    try (Admin admin = admin(bootstrapServers)) {
      Map<TopicPartition, Long> ends = ends(admin, topics);
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () -> {
                Map<TopicPartition, OffsetAndMetadata> committed = committed(admin, group);
                return ends.entrySet().stream()
                    .allMatch(end -> offset(committed, end.getKey()) >= end.getValue());
              });
    }
  }

  /** What an operator does to have the topics read anew; nobody of the group may be running. */
  static void forget(String bootstrapServers, String group) {
    try (Admin admin = admin(bootstrapServers)) {
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(
              () -> {
                admin.deleteConsumerGroups(java.util.List.of(group)).all().get();
                return true;
              });
    }
  }

  private static Admin admin(String bootstrapServers) {
    return Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrapServers));
  }

  private static long offset(
      Map<TopicPartition, OffsetAndMetadata> committed, TopicPartition partition) {
    OffsetAndMetadata found = committed.get(partition);
    return found == null ? 0 : found.offset();
  }

  private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
  }

  private static Map<TopicPartition, Long> ends(Admin admin, String... topics) {
    try {
      Map<TopicPartition, OffsetSpec> all =
          admin.describeTopics(java.util.List.of(topics)).allTopicNames().get().values().stream()
              .flatMap(
                  topic ->
                      topic.partitions().stream()
                          .map(it -> new TopicPartition(topic.name(), it.partition())))
              .collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest()));
      return admin.listOffsets(all).all().get().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().offset()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
