package dev.chasqui.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.messaging.sample.Parcel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

class AvroPublisherTest extends KafkaTestBase {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final SchemaRegistryClient registry = Servers.registryClient();
  private final AvroPublisher<Parcel> publisher =
      new AvroPublisher<>(producer, new AvroSerializer<>(registry));

  @Test
  void aRecordArrivesWithKeyAndHeaders() throws Exception {
    closeLater(registry);
    RecordMetadata metadata =
        publisher
            .publish(topic, "key", Parcels.parcel("1"), Map.of("traceparent", TRACE))
            .get(30, TimeUnit.SECONDS);

    ConsumerRecord<byte[], byte[]> read = TopicReader.read(topic, 1).getFirst();
    assertThat(read.offset()).isEqualTo(metadata.offset());
    assertThat(read.key()).asString(UTF_8).isEqualTo("key");
    assertThat(TraceHeaders.traceparent(read.headers())).isEqualTo(TRACE);
    assertThat(AvroDeserializer.of(registry, Parcel.class).decode(read.value()))
        .isEqualTo(Parcels.parcel("1"));
  }

  @Test
  void aBatchIsThereWhenTheCallReturns() {
    closeLater(registry);
    List<OutgoingRecord<Parcel>> records = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      records.add(new OutgoingRecord<>(topic, "same", Parcels.parcel("n" + i)));
    }

    publisher.publishAll(records);

    AvroDeserializer<Parcel> parcels = AvroDeserializer.of(registry, Parcel.class);
    assertThat(TopicReader.read(topic, 1_000))
        .extracting(record -> parcels.decode(record.value()).getId())
        .containsExactlyElementsOf(records.stream().map(r -> r.value().getId()).toList());
  }

  @Test
  void aBrokerThatIsAwayIsAClearErrorInTime() {
    closeLater(registry);
    KafkaSettings away = new KafkaSettings("127.0.0.1:1", Map.of("max.block.ms", "500"));
    Producer<byte[], byte[]> nowhere = closeLater(KafkaClients.producer(away, "nowhere"));
    AvroPublisher<Parcel> lost = new AvroPublisher<>(nowhere, new AvroSerializer<>(registry));
    List<OutgoingRecord<Parcel>> records = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      records.add(new OutgoingRecord<>(topic, null, Parcels.parcel("n" + i)));
    }

    long before = System.nanoTime();
    assertThatThrownBy(() -> lost.publishAll(records))
        .isInstanceOfSatisfying(
            PublishFailedException.class, e -> assertThat(e.refused()).isFalse())
        .hasMessageContaining(topic);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void whatKafkaRefusesForGoodIsToldAndHoldsUpNothing() {
    closeLater(registry);
    List<OutgoingRecord<Parcel>> records =
        List.of(
            new OutgoingRecord<>(topic, "same", Parcels.parcel("first")),
            new OutgoingRecord<>(topic, "same", Parcels.parcel(incompressible(3_000_000))),
            new OutgoingRecord<>(topic, "same", Parcels.parcel("between")),
            new OutgoingRecord<>(topic, "same", Parcels.parcel(incompressible(20_000_000))),
            new OutgoingRecord<>(topic, "same", Parcels.parcel("last")));

    List<Sending.Refused> refused = publisher.publishAllowed(records);

    assertThat(refused).extracting(Sending.Refused::index).containsExactly(1, 3);
    assertThat(refused).allMatch(it -> it.why().refused());
    AvroDeserializer<Parcel> parcels = AvroDeserializer.of(registry, Parcel.class);
    assertThat(TopicReader.read(topic, 3))
        .extracting(record -> parcels.decode(record.value()).getId())
        .containsExactlyInAnyOrder("first", "between", "last");
    assertThatThrownBy(() -> publisher.publishAll(records))
        .isInstanceOfSatisfying(
            PublishFailedException.class, e -> assertThat(e.refused()).isTrue());
  }

  /** Too much for the topic, or for a producer, also when compressed. */
  private static String incompressible(int length) {
    return new Random(1)
        .ints(length, ' ', '~')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  @Test
  void aRegistryThatIsAwayFailsTheFuture() {
    closeLater(registry);
    SchemaRegistryClient away =
        closeLater(new SchemaRegistryClient(RegistryConfig.of("http://127.0.0.1:1")));
    AvroPublisher<Parcel> lost = new AvroPublisher<>(producer, new AvroSerializer<>(away));

    CompletableFuture<RecordMetadata> published =
        lost.publish(new OutgoingRecord<>(topic, null, Parcels.parcel("1")));

    assertThat(published)
        .failsWithin(Duration.ofSeconds(1))
        .withThrowableThat()
        .withCauseInstanceOf(RegistryUnavailableException.class);
  }
}
