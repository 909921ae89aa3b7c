package dev.chasqui.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Compares topics that exist with those that are needed; changes nothing. */
final class TopicInspection {

  private final Admin admin;

  TopicInspection(Admin admin) {
    this.admin = admin;
  }

  /**
   * All that is lacking, in the topics' order; none if each is there, is large enough, and keeps
   * what it is given.
   *
   * @throws ExecutionException if the broker does not say
   */
  List<TopicLack> lacks(List<TopicSpec> topics) throws InterruptedException, ExecutionException {
    var described = admin.describeTopics(names(topics)).topicNameValues();
    var configs =
        admin.describeConfigs(topics.stream().map(TopicInspection::resource).toList()).values();
    List<TopicLack> lacks = new ArrayList<>();
    for (TopicSpec topic : topics) {
      lacks.addAll(lacks(topic, of(described, topic.name()), of(configs, resource(topic))));
    }
    return List.copyOf(lacks);
  }

  /** Those that do not exist. */
  List<TopicSpec> missing(List<TopicSpec> topics) throws InterruptedException, ExecutionException {
    var described = admin.describeTopics(names(topics)).topicNameValues();
    List<TopicSpec> missing = new ArrayList<>();
    for (TopicSpec topic : topics) {
      if (found(of(described, topic.name())).isEmpty()) {
        missing.add(topic);
      }
    }
    return missing;
  }

  private static List<TopicLack> lacks(
      TopicSpec topic, KafkaFuture<TopicDescription> described, KafkaFuture<Config> configs)
      throws InterruptedException, ExecutionException {
    try {
      Optional<TopicDescription> found = found(described);
      return found.isEmpty()
          ? List.of(new TopicLack(topic.name() + " is missing", topic.creation()))
          : Stream.of(partitions(topic, found.get()), settings(topic, found.get(), configs.get()))
              .flatMap(List::stream)
              .toList();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        String what = " may not be seen: Describe and DescribeConfigs are needed";
        return List.of(new TopicLack(topic.name() + what, ""));
      }
      throw e;
    }
  }

  private static Optional<TopicDescription> found(KafkaFuture<TopicDescription> described)
      throws InterruptedException, ExecutionException {
    try {
      return Optional.of(described.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static List<TopicLack> partitions(TopicSpec topic, TopicDescription found) {
    int partitions = found.partitions().size();
    return partitions >= topic.partitions()
        ? List.of()
        : List.of(
            new TopicLack(
                "%s has %d partitions, not %d; more would break the order of keys if it is in use"
                    .formatted(topic.name(), partitions, topic.partitions()),
                "kafka-topics.sh --alter --topic %s --partitions %d"
                    .formatted(topic.name(), topic.partitions())));
  }

  private static List<TopicLack> settings(TopicSpec topic, TopicDescription found, Config config) {
    List<TopicLack> lacks = new ArrayList<>();
    topic
        .configs()
        .forEach(
            (name, wanted) -> {
              long there = Long.parseLong(value(config, name));
              // Where a number may be negative, it means no limit.
              if (there >= 0 && there < Long.parseLong(wanted)) {
                lacks.add(setting(topic, name, "" + there, "at least " + wanted, wanted));
              }
            });
    String cleanup = value(config, TopicConfig.CLEANUP_POLICY_CONFIG);
    if (cleanup.contains(TopicConfig.CLEANUP_POLICY_COMPACT)) {
      // Of all records of an account only the last would stay.
      lacks.add(
          setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG, cleanup, "delete alone", "delete"));
    }
    int replicas =
        found.partitions().stream().mapToInt(it -> it.replicas().size()).min().orElseThrow();
    String inSync = value(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    if (Integer.parseInt(inSync) > replicas) {
      // No record would be acknowledged.
      String most = "at most " + replicas + ", the number of its replicas";
      lacks.add(
          setting(topic, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync, most, "" + replicas));
    }
    return lacks;
  }

  private static TopicLack setting(
      TopicSpec topic, String name, String found, String wanted, String value) {
    return new TopicLack(
        "%s has %s=%s, not %s".formatted(topic.name(), name, found, wanted),
        "kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s=%s"
            .formatted(topic.name(), name, value));
  }

  private static String value(Config config, String name) {
    return Objects.requireNonNull(config.get(name), name).value();
  }

  private static List<String> names(List<TopicSpec> topics) {
    return topics.stream().map(TopicSpec::name).toList();
  }

  private static ConfigResource resource(TopicSpec topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
  }

  private static <K, V> KafkaFuture<V> of(Map<K, KafkaFuture<V>> futures, K key) {
    return Objects.requireNonNull(futures.get(key));
  }
}
