package dev.chasqui.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a service has its topics: creates those that are missing, or only verifies them.
 * Goes on trying in the background until the broker is there, so that a service starts without it.
 * Says in one line that it waits, and in one that it is done. A topic that exists is left as it is;
 * a different number of partitions is logged.
 */
public final class ServiceTopics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceTopics.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final KafkaSettings settings;
  private final List<TopicSpec> topics;
  private final boolean create;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Thread thread;

  private ServiceTopics(KafkaSettings settings, List<TopicSpec> topics, boolean create) {
    this.settings = settings;
    this.topics = List.copyOf(topics);
    this.create = create;
    this.thread = Thread.ofPlatform().daemon().name("topics").unstarted(this::run);
  }

  /** Sees to topics in the way that the operator wants. */
  @FunctionalInterface
  public interface Keeper {

    /** As {@link ServiceTopics#ensure}. */
    ServiceTopics ensure(List<TopicSpec> topics);
  }

  /**
   * Starts at once. Returns without waiting if it is to create; else once they are verified, or the
   * broker does not answer within five seconds, when it goes on in the background.
   *
   * @param create whether topics that are missing are created
   * @throws TopicsLackingException if they are only verified, and are not as they have to be; if
   *     that turns out in the background, it is logged until it is mended
   */
  public static ServiceTopics ensure(
      KafkaSettings settings, List<TopicSpec> topics, boolean create) {
    ServiceTopics ensured = new ServiceTopics(settings, topics, create);
    if (create || !ensured.verified()) {
      ensured.thread.start();
    } else {
      ensured.done.complete(null);
    }
    return ensured;
  }

  /** Completes once all topics are as they have to be; is cancelled if this is closed before. */
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
      LOG.error("topics: cannot be {}: {}", aim(), e.getMessage());
      done.completeExceptionally(e);
    }
  }

  private String aim() {
    return create ? "created" : "verified";
  }

  /** False if the broker does not say. */
  private boolean verified() {
    try (Admin admin = KafkaClients.admin(settings)) {
      verify(admin);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | KafkaException e) {
      // The thread tries once more, and says why.
      return false;
    }
  }

  /** Returns what is in the way, or null when nothing is. */
  private @Nullable String tryAgain(@Nullable String before) throws InterruptedException {
    try (Admin admin = KafkaClients.admin(settings)) {
      if (create) {
        createMissing(admin);
        checkPartitions(admin);
      } else {
        verify(admin);
      }
    } catch (TopicsLackingException e) {
      return lacking(e, before);
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

  private static String lacking(TopicsLackingException lacking, @Nullable String before) {
    String message = String.valueOf(lacking.getMessage());
    if (!message.equals(before)) {
      LOG.error("topics: {}", message);
    }
    return message;
  }

  /**
   * Says it once for each kind of obstacle: what the exceptions say differs in times and counts.
   */
  private String inTheWay(@Nullable Throwable obstacle, @Nullable String before) {
    String kind = obstacle == null ? "unknown" : obstacle.getClass().getName();
    if (!kind.equals(before)) {
      LOG.warn(
          "topics: not {} yet, trying on: Kafka at {} (CHASQUI_KAFKA): {}",
          aim(),
          settings.bootstrapServers(),
          String.valueOf(obstacle));
    }
    return kind;
  }

  private void verify(Admin admin) throws InterruptedException, ExecutionException {
    List<TopicLack> lacks = new TopicInspection(admin).lacks(topics);
    if (!lacks.isEmpty()) {
      throw TopicsLackingException.of(settings, lacks);
    }
    LOG.info("topics: all {} are as they have to be", topics.size());
  }

  /**
   * Asks for those alone, so that who may not create needs not to where an operator has done so.
   */
  private void createMissing(Admin admin) throws InterruptedException, ExecutionException {
    List<TopicSpec> missing = new TopicInspection(admin).missing(topics);
    CreateTopicsResult created =
        admin.createTopics(missing.stream().map(TopicSpec::toNewTopic).toList());
    List<TopicLack> refused = new ArrayList<>();
    for (TopicSpec topic : missing) {
      try {
        Objects.requireNonNull(created.values().get(topic.name())).get();
        LOG.info("topics: created {} with {} partitions", topic.name(), topic.partitions());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof AuthorizationException) {
          String what = topic.name() + " is missing, and this service has no right to create it";
          refused.add(new TopicLack(what, topic.creation()));
        } else if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
    if (!refused.isEmpty()) {
      throw TopicsLackingException.of(settings, refused);
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
