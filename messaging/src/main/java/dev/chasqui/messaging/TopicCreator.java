package dev.chasqui.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics in the background and goes on trying until the broker is there, so that a service
 * starts without it. Says in one line that it waits, and in one that it is done. Creating is
 * idempotent; a topic that exists is left as it is, and a different number of partitions is logged.
 */
public final class TopicCreator implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final KafkaSettings settings;
  private final List<TopicSpec> topics;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Thread thread;

  private TopicCreator(KafkaSettings settings, List<TopicSpec> topics) {
    this.settings = settings;
    this.topics = List.copyOf(topics);
    this.thread = Thread.ofPlatform().daemon().name("topic-creator").unstarted(this::run);
  }

  /** Starts at once; returns without waiting. */
  public static TopicCreator ensure(KafkaSettings settings, List<TopicSpec> topics) {
    TopicCreator creator = new TopicCreator(settings, topics);
    creator.thread.start();
    return creator;
  }

  /** Completes once all topics exist; is cancelled if this is closed before. */
  public CompletableFuture<Void> done() {
    return done.copy();
  }

  /** Stops trying. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      @Nullable String obstacle = null;
      while ((obstacle = tryAgain(obstacle)) != null) {
        Thread.sleep(RETRY_AFTER);
      }
      done.complete(null);
    } catch (InterruptedException stopped) {
      done.cancel(false);
    } catch (RuntimeException e) {
      LOG.error("topics: cannot be created: {}", e.getMessage());
      done.completeExceptionally(e);
    }
  }

  /** Returns what is in the way, or null when all topics exist. */
  private @Nullable String tryAgain(@Nullable String before) throws InterruptedException {
    try (Admin admin = KafkaClients.admin(settings)) {
      createMissing(admin);
      checkPartitions(admin);
    } catch (ExecutionException e) {
      return e.getCause() instanceof UnknownTopicOrPartitionException
          ? spreading(before)
          : inTheWay(e.getCause(), before);
    } catch (KafkaException e) {
      return inTheWay(e, before);
    }
    if (before != null && !before.isEmpty()) {
      LOG.info("topics: Kafka at {} answers again, all exist", settings.bootstrapServers());
    }
    return null;
  }

  /** A topic was just created, and the broker that was asked has not heard of it yet. */
  private static String spreading(@Nullable String before) {
    return before == null ? "" : before;
  }

  /**
   * Says it once for each kind of obstacle: what the exceptions say differs in times and counts.
   */
  private String inTheWay(@Nullable Throwable obstacle, @Nullable String before) {
    String kind = obstacle == null ? "unknown" : obstacle.getClass().getName();
    if (!kind.equals(before)) {
      LOG.warn(
          "topics: not created yet, trying on: Kafka at {}: {}",
          settings.bootstrapServers(),
          String.valueOf(obstacle));
    }
    return kind;
  }

  private void createMissing(Admin admin) throws InterruptedException, ExecutionException {
    CreateTopicsResult created =
        admin.createTopics(topics.stream().map(TopicSpec::toNewTopic).toList());
    for (TopicSpec topic : topics) {
      try {
        Objects.requireNonNull(created.values().get(topic.name())).get();
        LOG.info("topics: created {} with {} partitions", topic.name(), topic.partitions());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private void checkPartitions(Admin admin) throws InterruptedException, ExecutionException {
    Map<String, TopicDescription> found =
        admin.describeTopics(topics.stream().map(TopicSpec::name).toList()).allTopicNames().get();
    for (TopicSpec topic : topics) {
      int partitions = Objects.requireNonNull(found.get(topic.name())).partitions().size();
      if (partitions != topic.partitions()) {
        LOG.warn(
            "topics: {} has {} partitions, not {}; it is left so, since changing it would break the"
                + " order of keys",
            topic.name(),
            partitions,
            topic.partitions());
      }
    }
  }
}
