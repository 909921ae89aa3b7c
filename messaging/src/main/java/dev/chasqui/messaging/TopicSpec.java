package dev.chasqui.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic that a service needs.
 *
 * @param partitions wanted when it is created; an existing topic keeps the number it has
 * @param configs topic configuration used when it is created, such as {@code retention.ms}
 */
public record TopicSpec(String name, int partitions, Map<String, String> configs) {

  /** A webhook of WhatsApp, which has at most 3 MB, and what we add to it. */
  private static final int WEBHOOK_MAX_BYTES = 4 * 1024 * 1024;

  /** Room for the largest record of any topic and the headers that we add. */
  static final int DEAD_LETTER_MAX_BYTES = WEBHOOK_MAX_BYTES + 1024 * 1024;

  private static final String MAX_MESSAGE_BYTES = "max.message.bytes";

  public TopicSpec {
    if (partitions < 1) {
      throw new IllegalArgumentException("topic " + name + " needs at least 1 partition");
    }
    configs = Map.copyOf(configs);
  }

  public TopicSpec(String name, int partitions) {
    this(name, partitions, Map.of());
  }

  /** A topic whose records may hold the largest webhooks of WhatsApp, or an event made of one. */
  public static TopicSpec ofWebhooks(String name, int partitions) {
    return new TopicSpec(
        name, partitions, Map.of(MAX_MESSAGE_BYTES, String.valueOf(WEBHOOK_MAX_BYTES)));
  }

  /** The dead-letter topic of this one: one partition, and records may be a little larger. */
  public TopicSpec deadLetters() {
    Map<String, String> larger = new HashMap<>(configs);
    larger.put(MAX_MESSAGE_BYTES, String.valueOf(DEAD_LETTER_MAX_BYTES));
    return new TopicSpec(DeadLetters.topicFor(name), 1, larger);
  }

  /** The command that creates it, without {@code --bootstrap-server}. */
  String creation() {
    String settings =
        new TreeMap<>(configs)
            .entrySet().stream().map(it -> " --config " + it).collect(Collectors.joining());
    return "kafka-topics.sh --create --topic %s --partitions %d".formatted(name, partitions)
        + settings;
  }

  NewTopic toNewTopic() {
    // The replication factor is the broker's default.
    return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
  }
}
