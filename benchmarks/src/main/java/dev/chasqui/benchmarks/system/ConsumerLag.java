package dev.chasqui.benchmarks.system;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a consumer group is behind. Thread-safe. */
final class ConsumerLag implements AutoCloseable {

  private final Admin admin;
  private final String group;

  ConsumerLag(String kafka, String group) {
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka));
    this.group = group;
  }

  /** Whether it has committed all that there is. */
  boolean isNone() {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          admin
              .listOffsets(
                  committed.keySet().stream()
                      .collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest())))
              .all()
              .get();
      return committed.entrySet().stream()
          .allMatch(it -> it.getValue().offset() >= end(ends, it.getKey()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long end(Map<TopicPartition, ListOffsetsResultInfo> ends, TopicPartition of) {
    return Objects.requireNonNull(ends.get(of)).offset();
  }

  @Override
  public void close() {
    admin.close();
  }
}
