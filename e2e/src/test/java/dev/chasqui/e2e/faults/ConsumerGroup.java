package dev.chasqui.e2e.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/**
 * The consumers of all instances of a service, as the broker sees them.
 *
 * @param kafka bootstrap servers
 * @param name the group's
 */
record ConsumerGroup(String kafka, String name) {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** The ids of its members; one that leaves and comes back has another. */
  Set<String> members() {
    return description().members().stream()
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  /** Waits until the group is in a state. */
  void await(GroupState state) {
    Awaitility.await("the group is in state " + state)
        .atMost(LIMIT)
        .until(() -> description().groupState() == state);
  }

  /** Waits until it has so many members, each with its partitions. */
  void awaitStable(int members) {
    Awaitility.await("a stable group of " + members)
        .atMost(LIMIT)
        .until(() -> isStable(description(), members));
  }

  private static boolean isStable(ConsumerGroupDescription group, int members) {
    return group.groupState() == GroupState.STABLE && group.members().size() == members;
  }

  /** Has it read again what came since {@code time}, as soon as it has no members. */
  void reset(Instant time) {
    Awaitility.await("nobody is left in " + name)
        .atMost(LIMIT)
        .until(() -> description().members().isEmpty());
    with(admin -> reset(admin, time));
  }

  private boolean reset(Admin admin, Instant time) throws ExecutionException, InterruptedException {
    Set<TopicPartition> partitions =
        admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get().keySet();
    Map<TopicPartition, OffsetSpec> since = new HashMap<>();
    partitions.forEach(it -> since.put(it, OffsetSpec.forTimestamp(time.toEpochMilli())));
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    admin
        .listOffsets(since)
        .all()
        .get()
        .forEach(
            (partition, found) -> {
              // Nothing came since where none is found.
              if (found.offset() >= 0) {
                offsets.put(partition, new OffsetAndMetadata(found.offset()));
              }
            });
    admin.alterConsumerGroupOffsets(name, offsets).all().get();
    return true;
  }

  private ConsumerGroupDescription description() {
    return with(
        admin ->
            Objects.requireNonNull(
                admin.describeConsumerGroups(Set.of(name)).all().get().get(name)));
  }

  /** What asks the broker. */
  private interface Question<T> {
    T of(Admin admin) throws ExecutionException, InterruptedException;
  }

  private <T> T with(Question<T> question) {
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka))) {
      return question.of(admin);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
