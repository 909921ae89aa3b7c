package dev.chasqui.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class TestServersTest {
  @Test
  void databasesAreApart() throws Exception {
    TestDatabase first = TestServers.newDatabase();
    TestDatabase second = TestServers.newDatabase();
    first.execute("create table only_here (id int)");
    try (Connection connection = second.dataSource().getConnection();
        ResultSet tables = connection.getMetaData().getTables(null, "public", "%", null)) {
      assertThat(tables.next()).isFalse();
    }
    assertThat(second.toString()).doesNotContain(second.password());
  }

  @Test
  void aTopicIsReadFromItsBeginning() throws Exception {
    String topic = TestServers.newTopic("notes", 3);
    produce(topic, 10);
    try (TestConsumer consumer = TestConsumer.of(topic)) {
      assertThat(consumer.await(10)).hasSize(10);
      produce(topic, 1);
      assertThat(consumer.await(11)).hasSize(11);
      assertThat(consumer.readFor(Duration.ofMillis(200))).hasSize(11);
    }
  }

  @Test
  void theRegistryAnswersEveryTimeFromTheSameProcess() throws Exception {
    try (var answer = URI.create(TestServers.registry().url() + "/subjects").toURL().openStream()) {
      assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8)).startsWith("[");
    }
    assertThat(TestServers.registry().pid()).isEqualTo(TestServers.registry().pid());
  }

  private static void produce(String topic, int count) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers());
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        producer.send(new ProducerRecord<>(topic, new byte[] {(byte) i}, new byte[] {1})).get();
      }
    }
  }
}
