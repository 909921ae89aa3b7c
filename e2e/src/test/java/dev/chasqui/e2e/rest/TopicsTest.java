package dev.chasqui.e2e.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.topics.AsyncApi;
import dev.chasqui.schemas.Topics;
import dev.chasqui.testing.TestConsumer;
import dev.chasqui.testing.TestServers;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is on the topics is what the AsyncAPI document says, which is served beside OpenAPI's. */
class TopicsTest {

  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final JsonNode DOCUMENT = AsyncApi.document();

  private final Api api = SYSTEM.newTenant();

  @Test
  void theDocumentIsServedWhereTheOtherOnePointsTo() {
    Api nobody = new Api(SYSTEM.port, Map.of(), 0);
    String link = nobody.get("/v3/api-docs").body().at("/externalDocs/url").asString();

    assertThat(link).isEqualTo(AsyncApi.PATH);
    assertThat(nobody.get(link).is(200)).isEqualTo(DOCUMENT);
  }

  @Test
  void everyTopicIsInIt() {
    assertThat(DOCUMENT.path("channels").valueStream())
        .extracting(channel -> channel.path("address").asString())
        .containsExactlyInAnyOrder(
            Topics.COMMANDS, Topics.RESULTS, Topics.EVENTS, Topics.PROVIDER_EVENTS, "{topic}.dlt");
    assertThat(DOCUMENT.at("/components/messages").propertyNames())
        .containsAll(Topics.CONTRACTS.stream().map(Schema::getName).toList());
  }

  @Test
  void recordsHaveTheKeysAndHeadersThatItNames() {
    api.post("/api/messages/send", "{\"phone\":\"573005550021\",\"message\":\"Hola\"}").ok(200);
    SYSTEM.write(api, "573005550021", "¿Y?");

    for (String channel : List.of("commands", "results", "providerEvents", "events")) {
      String topic = DOCUMENT.at("/channels/%s/address".formatted(channel)).asString();
      List<ConsumerRecord<byte[], byte[]>> records = ours(topic);
      JsonNode message = message(channel);
      JsonNode key = message.at("/bindings/kafka/key/pattern");
      assertThat(records)
          .as(topic)
          .allSatisfy(record -> assertThat(key(record)).matches(key.asString()))
          .allSatisfy(record -> assertThat(headers(message)).containsAll(names(record)));
    }
  }

  @Test
  void deadLettersHaveTheHeadersThatItNames() throws Exception {
    String key = "dead letter of " + api.accountId();
    Map<String, Object> kafka = Map.of("bootstrap.servers", TestServers.kafka().bootstrapServers());
    try (var producer =
        new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.COMMANDS, key, "no Avro".getBytes(UTF_8))).get();
    }

    try (TestConsumer letters = TestConsumer.of(Topics.COMMANDS + ".dlt")) {
      ConsumerRecord<byte[], byte[]> letter =
          letters.await(all -> all.stream().anyMatch(record -> key(record).equals(key))).stream()
              .filter(record -> key(record).equals(key))
              .findFirst()
              .orElseThrow();
      JsonNode message = message("deadLetters");
      assertThat(headers(message)).containsAll(names(letter));
      assertThat(names(letter))
          .containsAll(
              schema(message).path("required").valueStream().map(JsonNode::asString).toList());
    }
  }

  /** Those of our account, once there are some. */
  private List<ConsumerRecord<byte[], byte[]>> ours(String topic) {
    String account = Long.toString(api.accountId());
    try (TestConsumer consumer = TestConsumer.of(topic)) {
      return consumer.await(all -> all.stream().anyMatch(record -> isOf(account, record))).stream()
          .filter(record -> isOf(account, record))
          .toList();
    }
  }

  private static boolean isOf(String account, ConsumerRecord<byte[], byte[]> record) {
    return key(record).split(":", 2)[0].equals(account);
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), UTF_8);
  }

  private static List<String> names(ConsumerRecord<byte[], byte[]> record) {
    return StreamSupport.stream(record.headers().spliterator(), false).map(Header::key).toList();
  }

  private static JsonNode message(String channel) {
    JsonNode messages = DOCUMENT.at("/channels/%s/messages".formatted(channel));
    return at(messages.iterator().next());
  }

  private static JsonNode schema(JsonNode message) {
    return at(message.path("headers"));
  }

  private static List<String> headers(JsonNode message) {
    return List.copyOf(schema(message).path("properties").propertyNames());
  }

  private static JsonNode at(JsonNode reference) {
    return DOCUMENT.at(reference.path("$ref").asString().substring(1));
  }
}
