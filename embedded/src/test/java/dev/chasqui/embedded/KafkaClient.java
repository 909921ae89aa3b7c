package dev.chasqui.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What a backend does with a broker. */
record KafkaClient(String bootstrapServers) {
  private static final String TOPIC = "notes";

  void createTopic() throws Exception {
    try (Admin admin = Admin.create(config())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }
  }

  void write(String note) throws Exception {
    try (var producer =
        new KafkaProducer<>(config(), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, note)).get();
    }
  }

  /** Reads as a group, so that the topic of offsets is needed too. */
  List<String> readAll(int expected) {
    List<String> notes = new ArrayList<>();
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    try (var consumer =
        new KafkaConsumer<>(config(), new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(TOPIC));
      while (notes.size() < expected && System.nanoTime() < deadline) {
        for (ConsumerRecord<String, String> note : consumer.poll(Duration.ofMillis(200))) {
          notes.add(note.value());
        }
      }
      consumer.commitSync();
    }
    return notes;
  }

  private Map<String, Object> config() {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers,
        "group.id",
        "readers-" + System.nanoTime(),
        "auto.offset.reset",
        "earliest",
        "acks",
        "all");
  }
}
