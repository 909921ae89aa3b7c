package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.messaging.sample.Parcel;
import dev.chasqui.messaging.sample.Size;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EvolutionTest {

  private static final SchemaRegistryClient REGISTRY = Servers.registryClient();
  private static final AvroDeserializer<Parcel> PARCELS =
      AvroDeserializer.of(REGISTRY, Parcel.class);

  private final String topic = Servers.newName("evolution");

  @AfterAll
  static void close() {
    REGISTRY.close();
  }

  @Test
  void whatAnOlderProgramWroteIsReadWithDefaults() {
    byte[] bytes = write(Versions.minimal(Versions.withoutField("note"), "old"));

    Parcel read = PARCELS.decode(bytes);

    assertThat(read.getId()).isEqualTo("old");
    assertThat(read.getSize()).isEqualTo(Size.SMALL);
    assertThat(read.getHandedIn()).isEqualTo(Parcels.NOON);
    assertThat(read.getNote()).isNull();
  }

  @Test
  void whatANewerProgramWroteIsReadWithoutWhatIsNew() {
    Schema newer = Versions.withField("weight", "int", "0");
    GenericRecord record =
        new GenericRecordBuilder((GenericData.Record) Versions.minimal(newer, "new"))
            .set("weight", 12)
            .build();

    assertThat(PARCELS.decode(write(record)).getId()).isEqualTo("new");
  }

  @Test
  void aWriterWithoutARequiredFieldDoesNotResolve() {
    Schema without = Versions.withoutField("id");
    GenericRecord record =
        new GenericRecordBuilder(without).set("handedIn", Parcels.NOON.toEpochMilli()).build();

    assertMismatch(write(record), "id");
  }

  @Test
  void aRecordOfAnotherNameDoesNotResolve() {
    assertMismatch(write(Versions.minimal(Versions.named("Letter"), "x")), "Letter");
  }

  @Test
  void aValueThatIsNoRecordDoesNotResolveToOne() {
    int id = REGISTRY.register(topic + "-value", Schema.create(Schema.Type.STRING));
    byte[] bytes =
        ByteBuffer.allocate(7).put((byte) 0).putInt(id).put((byte) 2).put((byte) 'a').array();

    assertMismatch(bytes, "string");
    assertThatThrownBy(() -> AvroDeserializer.generic(REGISTRY).decode(bytes))
        .isInstanceOf(UndecodableRecordException.class);
  }

  @Test
  void nestingWithoutEndIsCorrupt() {
    Schema nested =
        SchemaBuilder.record("Nest").fields().name("inner").type("Nest").noDefault().endRecord();
    int id = REGISTRY.register(topic + "-value", nested);
    byte[] bytes = ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();

    assertThatThrownBy(() -> AvroDeserializer.generic(REGISTRY).decode(bytes))
        .isInstanceOfSatisfying(
            UndecodableRecordException.class,
            e -> assertThat(e.reason()).isEqualTo(UndecodableReason.CORRUPT_VALUE));
  }

  private static void assertMismatch(byte[] bytes, String named) {
    assertThatThrownBy(() -> PARCELS.decode(bytes))
        .isInstanceOfSatisfying(
            UndecodableRecordException.class,
            e -> assertThat(e.reason()).isEqualTo(UndecodableReason.SCHEMA_MISMATCH))
        .hasMessageContaining(named);
  }

  private byte[] write(GenericRecord record) {
    return new AvroSerializer<GenericRecord>(REGISTRY).encode(topic, record);
  }
}
