package dev.chasqui.e2e.processes;

import dev.chasqui.messaging.AvroConfig;
import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.TextContent;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.TestConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** A backend service: produces commands, reads all results and events. For one thread. */
final class Backend implements AutoCloseable {

  /** A person gets one message of all tests, so that no message waits for another's turn. */
  private static final AtomicLong NEXT_PERSON = new AtomicLong(573_001_000_000L);

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final long accountId;
  private final SchemaRegistryClient registry;
  private final KafkaProducer<String, SendCommand> producer;
  private final Topic<CommandResult> results;
  private final Topic<WhatsAppEvent> events;

  Backend(ThreeProcesses system) {
    this.accountId = system.installation().account().id();
    this.registry = SchemaRegistryClient.from(Map.of(AvroConfig.REGISTRY_URL, system.registry()));
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", system.kafka()),
            new StringSerializer(),
            new AvroSerializer<>(registry));
    this.results = new Topic<>(system.kafka(), Topics.RESULTS, registry, CommandResult.class);
    this.events = new Topic<>(system.kafka(), Topics.EVENTS, registry, WhatsAppEvent.class);
  }

  /** Produces commands to as many people; returns their ids once the broker has them all. */
  List<String> send(int count) {
    List<String> commandIds = new ArrayList<>();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SendCommand command = command();
      commandIds.add(command.getCommandId());
      sent.add(
          producer.send(new ProducerRecord<>(Topics.COMMANDS, Long.toString(accountId), command)));
    }
    sent.forEach(Backend::await);
    return commandIds;
  }

  private SendCommand command() {
    return SendCommand.newBuilder()
        .setCommandId(UUID.randomUUID().toString())
        .setAccountId(accountId)
        .setTo(Long.toString(NEXT_PERSON.incrementAndGet()))
        .setText(TextContent.newBuilder().setBody("Your order is on its way").build())
        .build();
  }

  private static void await(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Reads until {@code enough}; returns every result so far. */
  List<CommandResult> results(Predicate<List<CommandResult>> enough) {
    return results.await(enough);
  }

  /** Reads until {@code enough}; returns every event so far. */
  List<WhatsAppEvent> events(Predicate<List<WhatsAppEvent>> enough) {
    return events.await(enough);
  }

  @Override
  public void close() {
    producer.close();
    results.consumer.close();
    events.consumer.close();
    registry.close();
  }

  /** All values of a topic, decoded once. */
  private static final class Topic<T extends SpecificRecord> {

    private final TestConsumer consumer;
    private final AvroDeserializer<T> deserializer;
    private final List<T> values = new ArrayList<>();

    Topic(String kafka, String topic, SchemaRegistryClient registry, Class<T> type) {
      this.consumer = TestConsumer.of(kafka, topic);
      this.deserializer = AvroDeserializer.of(registry, type);
    }

    List<T> await(Predicate<List<T>> enough) {
      consumer.await(
          records -> {
            records.stream()
                .skip(values.size())
                .forEach(record -> values.add(deserializer.decode(record.value())));
            return enough.test(values);
          },
          LIMIT);
      return List.copyOf(values);
    }
  }
}
