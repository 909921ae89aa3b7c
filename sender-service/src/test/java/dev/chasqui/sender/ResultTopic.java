package dev.chasqui.sender;

import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.Topics;
import dev.chasqui.testing.TestConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The results as a backend reads them. For one thread. */
final class ResultTopic implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final TestConsumer consumer;
  private final AvroDeserializer<CommandResult> deserializer;
  private final List<CommandResult> seen = new ArrayList<>();

  ResultTopic(String bootstrapServers, SchemaRegistryClient registry) {
    this.consumer = TestConsumer.of(bootstrapServers, Topics.RESULTS);
    this.deserializer = AvroDeserializer.of(registry, CommandResult.class);
  }

  /** Waits for the command's final result. */
  CommandResult awaitFinal(String commandId) {
    awaitFinals(List.of(commandId));
    return of(commandId).stream().filter(CommandResult::getIsFinal).findFirst().orElseThrow();
  }

  /** Waits until each of the commands has a final result. */
  void awaitFinals(Collection<String> commandIds) {
    read(() -> commandIds.stream().allMatch(this::isFinal));
  }

  /** Waits for a result with this status. */
  CommandResult await(String commandId, CommandStatus status) {
    read(() -> of(commandId).stream().anyMatch(result -> result.getStatus() == status));
    return of(commandId).stream()
        .filter(result -> result.getStatus() == status)
        .findFirst()
        .orElseThrow();
  }

  /** What was seen of a command so far, in the order of the topic. */
  List<CommandResult> of(String commandId) {
    return seen.stream().filter(result -> result.getCommandId().equals(commandId)).toList();
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

  private boolean isFinal(String commandId) {
    return seen.stream()
        .anyMatch(result -> result.getIsFinal() && result.getCommandId().equals(commandId));
  }

  private interface Condition {
    boolean holds();
  }

  private void read(Condition enough) {
    var _ =
        consumer.await(
            records -> {
              decode(records);
              return enough.holds();
            },
            LIMIT);
  }

  private void decode(List<ConsumerRecord<byte[], byte[]>> records) {
    records.stream()
        .skip(seen.size())
        .map(record -> deserializer.decode(record.value()))
        .forEach(seen::add);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
