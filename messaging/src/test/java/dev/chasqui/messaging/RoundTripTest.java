package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.messaging.sample.Parcel;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  private static final SchemaRegistryClient REGISTRY = Servers.registryClient();

  private final String topic = Servers.newName("round-trip");

  @AfterAll
  static void close() {
    REGISTRY.close();
  }

  @Test
  void aSpecificRecordComesBackWithItsLogicalTypes() {
    byte[] bytes = new AvroSerializer<Parcel>(REGISTRY).encode(topic, Parcels.parcel("1"));

    Parcel read = AvroDeserializer.of(REGISTRY, Parcel.class).decode(bytes);

    assertThat(read).isEqualTo(Parcels.parcel("1"));
    assertThat(read.getHandedIn()).isEqualTo(Parcels.NOON);
    assertThat(bytes[0]).isZero();
  }

  @Test
  void kafkaConfiguresBothByName() {
    Map<String, Object> configs =
        Map.of("schema.registry.url", Servers.registryUrl(), "specific.avro.reader", "true");
    try (AvroSerializer<Parcel> serializer = new AvroSerializer<>();
        AvroDeserializer<Parcel> deserializer = new AvroDeserializer<>()) {
      serializer.configure(configs, true);
      deserializer.configure(configs, true);

      byte[] bytes = serializer.serialize(topic, Parcels.parcel("2"));

      assertThat(deserializer.deserialize(topic, bytes)).isEqualTo(Parcels.parcel("2"));
      assertThat(REGISTRY.latest(topic + "-key").version()).isEqualTo(1);
      assertThat(serializer.serialize(topic, null)).isNull();
      assertThat(deserializer.deserialize(topic, null)).isNull();
    }
  }

  @Test
  void aGenericRecordComesBackAsItsWriterWroteIt() {
    Schema schema =
        SchemaBuilder.record("Knot")
            .fields()
            .requiredString("cord")
            .requiredInt("turns")
            .endRecord();
    GenericRecord knot =
        new GenericRecordBuilder(schema).set("cord", "red").set("turns", 4).build();

    byte[] bytes = new AvroSerializer<GenericRecord>(REGISTRY).encode(topic, knot);
    GenericRecord read = AvroDeserializer.generic(REGISTRY).decode(bytes);

    assertThat(read.get("cord")).hasToString("red");
    assertThat(read.get("turns")).isEqualTo(4);
  }

  @Test
  void whatIsRegisteredSaysNothingAboutJava() {
    assertThat(Parcel.getClassSchema().toString()).contains("avro.java.string");

    var _ = new AvroSerializer<Parcel>(REGISTRY).encode(topic, Parcels.parcel("3"));

    assertThat(REGISTRY.latest(topic + "-value").schema().toString())
        .doesNotContain("avro.java")
        .contains("timestamp-millis");
  }

  @Test
  void anUnregisteredSchemaIsRefusedWhenRegisteringIsOff() {
    AvroSerializer<Parcel> serializer =
        new AvroSerializer<>(REGISTRY, Map.of("auto.register.schemas", "false"));

    assertThatThrownBy(() -> serializer.encode(topic, Parcels.parcel("4")))
        .isInstanceOf(UnencodableRecordException.class)
        .hasMessageContaining(topic + "-value")
        .hasMessageContaining("auto.register.schemas");

    var _ = new AvroSerializer<Parcel>(REGISTRY).encode(topic, Parcels.parcel("4"));
    assertThat(serializer.encode(topic, Parcels.parcel("4"))).isNotEmpty();
  }

  @Test
  void theLatestVersionCanBeWritten() {
    Schema older = Versions.withoutField("note");
    Schema newer = Versions.withField("weight", "int", "7");
    REGISTRY.register(topic + "-value", newer);
    AvroSerializer<IndexedRecord> serializer =
        new AvroSerializer<>(
            REGISTRY, Map.of("auto.register.schemas", "false", "use.latest.version", "true"));

    GenericRecord specific = decode(serializer.encode(topic, Parcels.parcel("5")));
    GenericRecord generic = decode(serializer.encode(topic, Versions.minimal(older, "6")));

    assertThat(specific.getSchema().getField("weight")).isNotNull();
    assertThat(specific.get("weight")).isEqualTo(7);
    assertThat(specific.get("note")).hasToString("käse, ¡olé! 🧀");
    assertThat(generic.get("id")).hasToString("6");
    assertThat(generic.get("note")).isNull();
  }

  @Test
  void aLatestVersionThatCannotReadTheValueIsRefused() {
    REGISTRY.register(topic + "-value", Versions.withField("weight", "int", null));
    AvroSerializer<Parcel> serializer =
        new AvroSerializer<>(
            REGISTRY, Map.of("auto.register.schemas", "false", "use.latest.version", "true"));

    assertThatThrownBy(() -> serializer.encode(topic, Parcels.parcel("7")))
        .isInstanceOf(UnencodableRecordException.class)
        .hasMessageContaining(topic + "-value")
        .hasMessageContaining("weight");
  }

  @Test
  void aValueThatDoesNotFitItsSchemaIsRefused() {
    GenericRecord incomplete = new GenericData.Record(Parcel.getClassSchema());

    assertThatThrownBy(() -> new AvroSerializer<>(REGISTRY).encode(topic, incomplete))
        .isInstanceOf(UnencodableRecordException.class)
        .hasMessageContaining("Parcel");
  }

  @Test
  void manyThreadsShareOneSerde() {
    AvroSerializer<Parcel> serializer = new AvroSerializer<>(REGISTRY);
    AvroDeserializer<Parcel> deserializer = AvroDeserializer.of(REGISTRY, Parcel.class);

    List<Parcel> read =
        IntStream.range(0, 5_000)
            .parallel()
            .mapToObj(i -> serializer.encode(topic, Parcels.parcel("n" + i)))
            .map(deserializer::decode)
            .toList();

    assertThat(read)
        .isEqualTo(IntStream.range(0, 5_000).mapToObj(i -> Parcels.parcel("n" + i)).toList());
    assertThat(REGISTRY.latest(topic + "-value").version()).isEqualTo(1);
  }

  private static GenericRecord decode(byte[] bytes) {
    return AvroDeserializer.generic(REGISTRY).decode(bytes);
  }
}
