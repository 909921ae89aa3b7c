package dev.chasqui.sender.call;

import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.KafkaClients;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.SerdeException;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.Topics;
import dev.chasqui.sender.send.CommandKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears the results of all commands, and tells those who wait for one. Every instance hears all of
 * them, so it has no consumer group; for the same reason it reads nothing while nobody waits.
 * Thread-safe.
 */
public final class ResultFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ResultFeed.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  /** How long it goes on when nobody waits, since to begin again takes a call to the broker. */
  private static final Duration LINGER = Duration.ofSeconds(10);

  /** How long who wants to hear waits for that; then a result may be missed. */
  private static final Duration BEGIN_WITHIN = Duration.ofSeconds(2);

  private final KafkaSettings kafka;
  private final AvroDeserializer<CommandResult> deserializer;
  private final Map<String, List<Consumer<CommandResult>>> waiting = new ConcurrentHashMap<>();
  private final Object turn = new Object();
  private boolean hearing;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable KafkaConsumer<byte[], byte[]>> current =
      new AtomicReference<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("result-feed").unstarted(this::run);

  public ResultFeed(KafkaSettings kafka, AvroDeserializer<CommandResult> deserializer) {
    this.kafka = kafka;
    this.deserializer = deserializer;
  }

  /** Starts listening. */
  public void start() {
    thread.start();
  }

  /**
   * Tells {@code listener} of each result of a command that is published after this returns, until
   * {@link #forget}; if the broker does not answer within two seconds, results may be missed. It
   * must not block. Several may listen for one command, as when a call is repeated before it was
   * answered.
   *
   * @param key see {@link CommandKey}
   */
  void listen(String key, Consumer<CommandResult> listener) {
    waiting.merge(
        key, List.of(listener), (some, one) -> Stream.concat(some.stream(), one.stream()).toList());
    awaitHearing();
  }

  private void awaitHearing() {
    long end = System.nanoTime() + BEGIN_WITHIN.toNanos();
    synchronized (turn) {
      turn.notifyAll();
      try {
        for (long left = BEGIN_WITHIN.toNanos();
            !hearing && !closed.get() && left > 0;
            left = end - System.nanoTime()) {
          TimeUnit.NANOSECONDS.timedWait(turn, left);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void forget(String key, Consumer<CommandResult> listener) {
    waiting.computeIfPresent(
        key,
        (_, all) -> {
          List<Consumer<CommandResult>> others =
              all.stream().filter(it -> !it.equals(listener)).toList();
          return others.isEmpty() ? null : others;
        });
  }

  /** Stops listening; waits a moment for that. */
  @Override
  public void close() {
    closed.set(true);
    ended.countDown();
    synchronized (turn) {
      turn.notifyAll();
    }
    KafkaConsumer<byte[], byte[]> following = current.get();
    if (following != null) {
      following.wakeup();
    }
    try {
      boolean _ = thread.join(CLOSE_WITHIN.multipliedBy(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean failing = false;
    while (!closed.get()) {
      try {
        follow();
      } catch (WakeupException | InterruptException e) {
        LOG.debug("results are heard no more");
      } catch (RuntimeException | Error e) {
        if (!failing) {
          LOG.warn("results are not heard, trying on: {}", e.toString());
        }
        failing = true;
        rest();
      }
    }
  }

  private void follow() {
    try (var consumer = new KafkaConsumer<byte[], byte[]>(KafkaClients.readerConfig(kafka))) {
      current.set(consumer);
      follow(consumer);
    } finally {
      current.set(null);
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    while (partitions.isEmpty() && !closed.get()) {
      // The topic is being created.
      rest();
      partitions = partitions(consumer);
    }
    consumer.assign(partitions);
    while (awaitListeners()) {
      consumer.seekToEnd(partitions);
      // Seeking is lazy; what comes after this line is heard.
      partitions.forEach(consumer::position);
      hear(consumer);
    }
  }

  /** False when it is closed. */
  private boolean awaitListeners() {
    synchronized (turn) {
      try {
        while (waiting.isEmpty() && !closed.get()) {
          turn.wait();
        }
      } catch (InterruptedException e) {
        closed.set(true);
      }
      return !closed.get();
    }
  }

  private void hear(KafkaConsumer<byte[], byte[]> consumer) {
    synchronized (turn) {
      hearing = true;
      turn.notifyAll();
    }
    long wanted = System.nanoTime();
    try {
      while (!closed.get() && hears(wanted)) {
        consumer.poll(POLL).forEach(this::tell);
        wanted = waiting.isEmpty() ? wanted : System.nanoTime();
      }
    } finally {
      synchronized (turn) {
        hearing = false;
      }
    }
  }

  /** Whoever listens from now on sees what this says. */
  private boolean hears(long wanted) {
    synchronized (turn) {
      hearing = !waiting.isEmpty() || System.nanoTime() - wanted < LINGER.toNanos();
      return hearing;
    }
  }

  private void rest() {
    try {
      boolean _ = ended.await(REST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closed.set(true);
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(Topics.RESULTS).stream()
        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
        .toList();
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      CommandResult result = deserializer.decode(record.value());
      String key = CommandKey.of(result.getAccountId(), result.getCommandId());
      waiting.getOrDefault(key, List.of()).forEach(listener -> listener.accept(result));
    } catch (SerdeException e) {
      LOG.warn("a result cannot be read and is passed over: {}", e.getMessage());
    }
  }
}
