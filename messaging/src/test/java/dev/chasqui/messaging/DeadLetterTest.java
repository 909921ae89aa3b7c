package dev.chasqui.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chasqui.messaging.sample.Parcel;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.KafkaHeaders;

class DeadLetterTest extends KafkaTestBase {

  private static final byte[] BINARY_KEY = {(byte) 0xff, 0, (byte) 0xfe, 'k'};

  private final SchemaRegistryClient registry = Servers.registryClient();
  private final AvroSerializer<Parcel> serializer = new AvroSerializer<>(registry);
  private final List<DecodedRecord<Parcel>> received = new CopyOnWriteArrayList<>();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final DeadLetters deadLetters = new DeadLetters(producer, group, meters);
  private final BatchDecoder<Parcel> decoder =
      new BatchDecoder<>(AvroDeserializer.of(registry, Parcel.class), deadLetters);

  @BeforeEach
  void closeRegistryLater() {
    closeLater(registry);
  }

  @Test
  void whatCannotBeReadIsKeptByteForByteAndThePartitionGoesOn() throws Exception {
    byte[] garbage = {0, 1, 2};
    byte[] unknownId = ByteBuffer.allocate(9).put((byte) 0).putInt(87_654_321).array();
    sendTo(0, "a", serializer.encode(topic, Parcels.parcel("first")));
    ProducerRecord<byte[], byte[]> corrupt =
        new ProducerRecord<>(topic, 0, 1_750_000_000_000L, BINARY_KEY, garbage);
    corrupt.headers().add("traceparent", new byte[] {1, (byte) 0x80}).add("empty", null);
    send(corrupt);
    sendTo(0, null, unknownId);
    sendTo(0, "d", null);
    sendTo(0, "e", serializer.encode(topic, Parcels.parcel("last")));

    listen(batch -> received.addAll(decoder.decode(batch)));

    await().atMost(Duration.ofSeconds(30)).until(() -> received.size() == 2);
    assertThat(received).extracting(r -> r.value().getId()).containsExactly("first", "last");
    assertThat(received).extracting(DecodedRecord::key).containsExactly("a", "e");
    List<ConsumerRecord<byte[], byte[]>> letters = TopicReader.read(topic + ".dlt", 3);
    assertThat(letters)
        .extracting(DeadLetterTest::reason)
        .containsExactly("too-short", "unknown-schema-id", "null-value");
    assertThat(letters).extracting(ConsumerRecord::value).containsExactly(garbage, unknownId, null);
    assertThat(letters.get(0).key()).isEqualTo(BINARY_KEY);
    assertThat(letters.get(1).key()).isNull();
    assertHeaders(letters.getFirst().headers());
    await().atMost(Duration.ofSeconds(10)).until(() -> committed() == 5);
    String[] nulls = {"topic", topic, "reason", "null-value"};
    assertThat(meters.counter("chasqui.dead.letters", nulls).count()).isEqualTo(1);
  }

  private void assertHeaders(Headers headers) {
    assertThat(value(headers, "traceparent")).isEqualTo(new byte[] {1, (byte) 0x80});
    assertThat(headers.lastHeader("empty").value()).isNull();
    assertThat(value(headers, KafkaHeaders.DLT_ORIGINAL_TOPIC)).asString(UTF_8).isEqualTo(topic);
    assertThat(ByteBuffer.wrap(value(headers, KafkaHeaders.DLT_ORIGINAL_PARTITION)).getInt())
        .isZero();
    assertThat(ByteBuffer.wrap(value(headers, KafkaHeaders.DLT_ORIGINAL_OFFSET)).getLong())
        .isEqualTo(1);
    assertThat(ByteBuffer.wrap(value(headers, KafkaHeaders.DLT_ORIGINAL_TIMESTAMP)).getLong())
        .isEqualTo(1_750_000_000_000L);
    assertThat(value(headers, KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP))
        .asString(UTF_8)
        .isEqualTo(group);
    assertThat(value(headers, KafkaHeaders.DLT_EXCEPTION_MESSAGE))
        .asString(UTF_8)
        .contains("3 bytes");
  }

  @Test
  void aRecordThatDecodesButCannotBeUsedGoesThereToo() {
    byte[] bytes = serializer.encode(topic, Parcels.parcel("nowhere"));
    sendTo(1, "a", bytes);

    listen(
        batch ->
            decoder
                .decode(batch)
                .forEach(r -> deadLetters.deadLetter(r.raw(), "no-such-post", "No such post")));

    ConsumerRecord<byte[], byte[]> letter = TopicReader.read(topic + ".dlt", 1).getFirst();
    assertThat(letter.value()).isEqualTo(bytes);
    assertThat(reason(letter)).isEqualTo("no-such-post");
  }

  @Test
  void aBatchThatIsRetriedLeavesItsDeadLettersOnce() {
    sendTo(0, "a", new byte[] {9, 9, 9, 9, 9, 9});
    sendTo(0, "b", serializer.encode(topic, Parcels.parcel("good")));
    AtomicInteger attempts = new AtomicInteger();

    listen(
        batch -> {
          List<DecodedRecord<Parcel>> decoded = decoder.decode(batch);
          if (attempts.incrementAndGet() < 4) {
            throw new IllegalStateException("the database is away");
          }
          received.addAll(decoded);
        });

    await().atMost(Duration.ofSeconds(30)).until(() -> received.size() == 1);
    assertThat(TopicReader.read(topic + ".dlt", 1)).hasSize(1);
  }

  @Test
  void aDeadLetterThatIsNotAcknowledgedFailsTheBatch() {
    KafkaSettings away = new KafkaSettings("127.0.0.1:1", Map.of("max.block.ms", "300"));
    Producer<byte[], byte[]> nowhere = closeLater(KafkaClients.producer(away, "nowhere"));
    BatchDecoder<Parcel> lost =
        new BatchDecoder<>(
            AvroDeserializer.of(registry, Parcel.class),
            new DeadLetters(nowhere, group, new SimpleMeterRegistry()));
    ConsumerRecord<byte[], byte[]> bad =
        new ConsumerRecord<>(topic, 0, 7, new byte[] {1}, new byte[] {1});

    assertThatThrownBy(() -> lost.decode(List.of(bad)))
        .isInstanceOfSatisfying(
            PublishFailedException.class, e -> assertThat(e.refused()).isFalse())
        .hasMessageContaining(topic + ".dlt");
  }

  @Test
  void aRecordOfTheLargestSizeFitsIntoTheDeadLetters() {
    // 1 MiB is the broker's default limit for a record batch, its overhead included.
    byte[] large = new byte[1_048_576 - 2_000];
    new Random(1).nextBytes(large);
    sendTo(0, "a", large);

    listen(batch -> received.addAll(decoder.decode(batch)));

    assertThat(TopicReader.read(topic + ".dlt", 1).getFirst().value()).isEqualTo(large);
  }

  @Test
  void oneThatTheDeadLettersCannotHoldHoldsUpNobodyAndItsPlaceIsThere() throws Exception {
    // As on a broker whose operator made the topic by hand.
    try (Admin admin = KafkaClients.admin(kafka)) {
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, topic + ".dlt"),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("max.message.bytes", "20000"),
                          AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
    byte[] large = new byte[100_000];
    new Random(1).nextBytes(large);
    sendTo(0, "a", new byte[] {1});
    sendTo(0, "b", large);
    sendTo(0, "c", serializer.encode(topic, Parcels.parcel("behind")));

    listen(batch -> received.addAll(decoder.decode(batch)));

    await().atMost(Duration.ofSeconds(30)).until(() -> received.size() == 1);
    List<ConsumerRecord<byte[], byte[]>> letters = TopicReader.read(topic + ".dlt", 2);
    assertThat(letters.getFirst().value()).isEqualTo(new byte[] {1});
    ConsumerRecord<byte[], byte[]> note = letters.getLast();
    assertThat(note.value()).isNull();
    assertThat(value(note.headers(), "chasqui-dlt-left-out")).asString(UTF_8).isEqualTo("100000");
    assertThat(ByteBuffer.wrap(value(note.headers(), KafkaHeaders.DLT_ORIGINAL_OFFSET)).getLong())
        .isEqualTo(1);
    await().atMost(Duration.ofSeconds(10)).until(() -> committed() == 3);
  }

  private void sendTo(int partition, @Nullable String key, byte @Nullable [] value) {
    send(new ProducerRecord<>(topic, partition, key == null ? null : key.getBytes(UTF_8), value));
  }

  private static String reason(ConsumerRecord<?, ?> record) {
    return new String(value(record.headers(), "chasqui-dlt-reason"), UTF_8);
  }

  private static byte[] value(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    assertThat(header).as(name).isNotNull();
    return header.value();
  }
}
