package dev.chasqui.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
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
 * The consumers of all instances of a service, as the broker sees them. What is waited for, is for
 * a minute at most; a broker that does not answer a question within 10 s fails it. Immutable.
 *
 * @param kafka bootstrap servers
 * @param name the group's
 */
public record ConsumerGroup(String kafka, String name) {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final int ANSWERED_WITHIN_MS = 10_000;

  /** The ids of its members; one that leaves and comes back has another. */
  public Set<String> members() {
    return description().members().stream()
        .map(MemberDescription::consumerId)
        .collect(Collectors.toSet());
  }

  /** Waits until the group is in a state. */
  public void await(GroupState state) {
    Awaitility.await("the group is in state " + state)
        .atMost(LIMIT)
        .until(() -> description().groupState() == state);
  }

  /** Waits until it has so many members, each with its partitions. */
  public void awaitStable(int members) {
    Awaitility.await("a stable group of " + members)
        .atMost(LIMIT)
        .until(() -> isStable(description(), members));
  }

  private static boolean isStable(ConsumerGroupDescription group, int members) {
    return group.groupState() == GroupState.STABLE && group.members().size() == members;
  }

  /** Has it read again what came since {@code time}, as soon as it has no members. */
  public void reset(Instant time) {
    Awaitility.await("nobody is left in " + name)
        .atMost(LIMIT)
        .until(() -> description().members().isEmpty());
    with(admin -> reset(admin, time));
  }

  private boolean reset(Admin admin, Instant time) throws ExecutionException, InterruptedException {
    Set<TopicPartition> partitions = offsets(admin).keySet();
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

  /** How many records it need not take again, over all partitions. */
  public long committed() {
    return with(this::offsets).values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }

  /** Waits until it has committed all that is on the topics now. */
  public void awaitDone(String... topics) {
    with(
        admin -> {
          Map<TopicPartition, Long> ends = ends(admin, topics);
          Awaitility.await(name + " has all of " + ends)
              .atMost(LIMIT)
              .pollInterval(LOOK_EVERY)
              .until(() -> hasReached(ends, offsets(admin)));
          return true;
        });
  }

  private static boolean hasReached(
      Map<TopicPartition, Long> ends, Map<TopicPartition, OffsetAndMetadata> committed) {
    OffsetAndMetadata none = new OffsetAndMetadata(0);
    return ends.entrySet().stream()
        .allMatch(it -> committed.getOrDefault(it.getKey(), none).offset() >= it.getValue());
  }

  private static Map<TopicPartition, Long> ends(Admin admin, String... topics)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest =
        admin.describeTopics(List.of(topics)).allTopicNames().get().values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(it -> new TopicPartition(topic.name(), it.partition())))
            .collect(Collectors.toMap(it -> it, _ -> OffsetSpec.latest()));
    return admin.listOffsets(latest).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().offset()));
  }

  /** Has the broker forget it, as an operator does to have all read anew, once it is empty. */
  public void forget() {
    with(
        admin -> {
          Awaitility.await(name + " is forgotten")
              .atMost(LIMIT)
              .ignoreExceptions()
              .until(() -> delete(admin));
          return true;
        });
  }

  private boolean delete(Admin admin) throws ExecutionException, InterruptedException {
    admin.deleteConsumerGroups(List.of(name)).all().get();
    return true;
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(Admin admin)
      throws ExecutionException, InterruptedException {
    return admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata().get();
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
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", kafka,
            "request.timeout.ms", ANSWERED_WITHIN_MS,
            "default.api.timeout.ms", ANSWERED_WITHIN_MS);
    try (Admin admin = Admin.create(config)) {
      return question.of(admin);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
