package dev.chasqui.e2e.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A backend service: produces commands, reads all results and events. For one thread. */
public final class Backend implements AutoCloseable {

  /** A person gets one message of all tests, so that no message waits for another's turn. */
  private static final AtomicLong NEXT_PERSON = new AtomicLong(573_001_000_000L);

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final long accountId;
  private final SchemaRegistryClient registry;
  private final AvroSerializer<SendCommand> serializer;
  private final KafkaProducer<String, byte[]> producer;
  private final Topic<CommandResult> results;
  private final Topic<WhatsAppEvent> events;

  Backend(ThreeProcesses system) {
    this(system.kafka(), system.registry(), system.installation().account().id());
  }

  /**
   * @param kafka bootstrap servers
   * @param registryUrl the registry's base URL
   * @param accountId sends what is not said to be another account's
   */
  public Backend(String kafka, String registryUrl, long accountId) {
    this.accountId = accountId;
    this.registry = SchemaRegistryClient.from(Map.of(AvroConfig.REGISTRY_URL, registryUrl));
    this.serializer = new AvroSerializer<>(registry);
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka), new StringSerializer(), new ByteArraySerializer());
    this.results = new Topic<>(kafka, Topics.RESULTS, registry, CommandResult.class);
    this.events = new Topic<>(kafka, Topics.EVENTS, registry, WhatsAppEvent.class);
  }

  /** Produces commands to as many people; returns their ids once the broker has them all. */
  List<String> send(int count) {
    return send(Stream.generate(() -> command(accountId)).limit(count).toList());
  }

  /** Produces commands, in their order; returns their ids once the broker has them all. */
  public List<String> send(List<SendCommand> commands) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (SendCommand command : commands) {
      sent.add(produce(command.getAccountId(), encoded(command)));
    }
    sent.forEach(Backend::await);
    return commands.stream().map(SendCommand::getCommandId).toList();
  }

  /** A command as it is on the topic. */
  public byte[] encoded(SendCommand command) {
    return serializer.encode(Topics.COMMANDS, command);
  }

  /** Produces whatever bytes as commands of an account, in their order. */
  public void sendBytes(long account, List<byte[]> values) {
    values.stream().map(value -> produce(account, value)).toList().forEach(Backend::await);
  }

  /** Produces a command with headers. */
  void send(SendCommand command, Map<String, String> headers) {
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(
            Topics.COMMANDS, Long.toString(command.getAccountId()), encoded(command));
    headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    await(producer.send(record));
  }

  private Future<RecordMetadata> produce(long account, byte[] value) {
    return producer.send(new ProducerRecord<>(Topics.COMMANDS, Long.toString(account), value));
  }

  /** A command to somebody who got none before. */
  public static SendCommand command(long accountId) {
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
    return results(enough, LIMIT);
  }

  /** As above, with a limit of the caller's. */
  public List<CommandResult> results(Predicate<List<CommandResult>> enough, Duration limit) {
    return results.await(enough, limit);
  }

  /** Reads until {@code enough}; returns every event so far. */
  public List<WhatsAppEvent> events(Predicate<List<WhatsAppEvent>> enough) {
    return events.await(enough, LIMIT);
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

    List<T> await(Predicate<List<T>> enough, Duration limit) {
      consumer.await(
          records -> {
            records.stream()
                .skip(values.size())
                .forEach(record -> values.add(deserializer.decode(record.value())));
            return enough.test(values);
          },
          limit);
      return List.copyOf(values);
    }
  }
}
