package dev.chasqui.sender;

import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.messaging.TraceHeaders;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.Topics;
import dev.chasqui.testing.TestConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** The results as a backend reads them, all the time. Thread-safe. */
final class ResultTopic implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(10);

  private final TestConsumer consumer;
  private final AvroDeserializer<CommandResult> deserializer;
  private final List<CommandResult> seen = new CopyOnWriteArrayList<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<String>> traces = new ConcurrentHashMap<>();
  private final Thread reading;
  private volatile boolean closed;

  ResultTopic(String bootstrapServers, SchemaRegistryClient registry) {
    this.consumer = TestConsumer.of(bootstrapServers, Topics.RESULTS);
    this.deserializer = AvroDeserializer.of(registry, CommandResult.class);
    this.reading = Thread.ofPlatform().name("results").daemon().start(this::readAll);
  }

  /** Waits for the command's final result. */
  CommandResult awaitFinal(String commandId) {
    awaitFinals(List.of(commandId));
    return of(commandId).stream().filter(CommandResult::getIsFinal).findFirst().orElseThrow();
  }

  /** Waits until each of the commands has a final result. */
  void awaitFinals(Collection<String> commandIds) {
    await("final results", () -> ended.containsAll(commandIds));
  }

  /** Waits for a result with this status. */
  CommandResult await(String commandId, CommandStatus status) {
    await(
        commandId + " " + status,
        () -> of(commandId).stream().anyMatch(result -> result.getStatus() == status));
    return of(commandId).stream()
        .filter(result -> result.getStatus() == status)
        .findFirst()
        .orElseThrow();
  }

  /** What was seen of a command so far, in the order of the topic. */
  List<CommandResult> of(String commandId) {
    return seen.stream().filter(result -> result.getCommandId().equals(commandId)).toList();
  }

  /** The traces of a command's results so far. */
  Set<String> traces(String commandId) {
    return traces.getOrDefault(commandId, Set.of());
  }

  /** As {@link #of}, only how it stood. */
  List<CommandStatus> statuses(String commandId) {
    return of(commandId).stream().map(CommandResult::getStatus).toList();
  }

  /** As {@link #of}, without redeliveries: these have the same result id. */
  List<CommandStatus> distinctStatuses(String commandId) {
    List<String> ids = new ArrayList<>();
    List<CommandStatus> statuses = new ArrayList<>();
    for (CommandResult result : of(commandId)) {
      if (!ids.contains(result.getResultId())) {
        ids.add(result.getResultId());
        statuses.add(result.getStatus());
      }
    }
    return statuses;
  }

  private void await(String what, BooleanSupplier enough) {
    Awaitility.await(what).pollInterval(POLL).atMost(LIMIT).until(enough::getAsBoolean);
  }

  private void readAll() {
    while (!closed) {
      keepNew(consumer.readFor(Duration.ZERO));
    }
  }

  private void keepNew(List<ConsumerRecord<byte[], byte[]>> records) {
    List<CommandResult> news = records.stream().skip(seen.size()).map(this::decoded).toList();
    seen.addAll(news);
    news.stream()
        .filter(CommandResult::getIsFinal)
        .map(CommandResult::getCommandId)
        .forEach(ended::add);
  }

  private CommandResult decoded(ConsumerRecord<byte[], byte[]> record) {
    CommandResult result = deserializer.decode(record.value());
    traces
        .computeIfAbsent(result.getCommandId(), id -> ConcurrentHashMap.newKeySet())
        .add(String.valueOf(TraceHeaders.traceparent(record.headers())));
    return result;
  }

  @Override
  public void close() {
    closed = true;
    try {
      reading.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
