package dev.chasqui.demo;

import dev.chasqui.messaging.AvroConfig;
import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.TextContent;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A backend: produces commands, and reads results and events, with the plain Kafka client. */
final class Backend implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration REACHABLE_WITHIN = Duration.ofSeconds(15);

  private final Journey journey;
  private final long accountId;
  private final AvroSerializer<SendCommand> serializer = new AvroSerializer<>();
  private final KafkaProducer<String, SendCommand> producer;
  private final KafkaConsumer<String, SpecificRecord> consumer;
  private final Thread reader;

  /**
   * Connects, and reads from now on.
   *
   * @throws DemoException if Kafka does not answer or lacks the topics
   */
  Backend(Target target, Journey journey) {
    this.journey = journey;
    this.accountId = target.accountId();
    this.producer =
        new KafkaProducer<>(producerSettings(target), new StringSerializer(), serializer);
    this.consumer = new KafkaConsumer<>(consumerSettings(target));
    connect(target);
    this.reader = Thread.ofPlatform().name("reader").start(this::read);
  }

  private static Map<String, Object> common(Target target) {
    Map<String, Object> settings = target.kafka().clientConfig();
    settings.put(AvroConfig.REGISTRY_URL, target.registry());
    return settings;
  }

  private static Map<String, Object> producerSettings(Target target) {
    Map<String, Object> settings = common(target);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) REACHABLE_WITHIN.toMillis());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    return settings;
  }

  private static Map<String, Object> consumerSettings(Target target) {
    Map<String, Object> settings = common(target);
    settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, AvroDeserializer.class);
    settings.put(AvroConfig.SPECIFIC_READER, true);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) REACHABLE_WITHIN.toMillis());
    return settings;
  }

  private void connect(Target target) {
    try {
      startAtTheEnd();
      prepareToSend(target);
    } catch (KafkaException e) {
      close();
      throw new DemoException(
          "Kafka at %s or the schema registry at %s does not answer: %s"
              .formatted(target.kafka().bootstrapServers(), target.registry(), e.getMessage()),
          e);
    }
  }

  /** Without a group, so that nothing of the demo stays in the cluster. */
  private void startAtTheEnd() {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : List.of(Topics.RESULTS, Topics.EVENTS)) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** A backend has its schema and its connections long before the message that is timed. */
  private void prepareToSend(Target target) {
    serializer.configure(common(target), false);
    serializer.serialize(Topics.COMMANDS, command("", "", ""));
    producer.partitionsFor(Topics.COMMANDS);
  }

  private void read() {
    try {
      while (true) {
        consumer.poll(POLL).forEach(record -> take(record.value()));
      }
    } catch (WakeupException e) {
      // Closed.
    }
  }

  private void take(SpecificRecord value) {
    switch (value) {
      case CommandResult result -> journey.result(result);
      case WhatsAppEvent event -> journey.event(event);
      default -> {
        // A kind of record that this demo does not know.
      }
    }
  }

  /** Sends one message. */
  void send(Message message, String text) {
    SendCommand command = command(message.commandId(), message.recipient(), text);
    journey.begin(message);
    // Its outcome comes to the callback.
    Future<RecordMetadata> _ =
        producer.send(
            new ProducerRecord<>(Topics.COMMANDS, Long.toString(accountId), command),
            (_, failure) -> {
              if (failure != null) {
                journey.failed(message, "Kafka did not take it: " + failure.getMessage());
              }
            });
  }

  private SendCommand command(String id, String recipient, String text) {
    return SendCommand.newBuilder()
        .setCommandId(id)
        .setAccountId(accountId)
        .setTo(recipient)
        .setText(TextContent.newBuilder().setBody(text).build())
        .build();
  }

  void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    consumer.wakeup();
    if (reader != null) {
      join();
    }
    consumer.close();
  }

  private void join() {
    try {
      reader.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
