package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.messaging.sample.Leg;
import dev.chasqui.messaging.sample.Parcel;
import dev.chasqui.messaging.sample.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bytes that others' clients wrote through a real registry, with the schema in {@code
 * foreign/parcel.avsc}: {@code @kafkajs/confluent-schema-registry} 3.9 and Confluent's own {@code
 * @confluentinc/schemaregistry} 1.10.
 */
class ForeignClientTest {

  private static final String REST =
      "02f6f98298df6702266bc3a473652c20c2a16f6cc3a92120f09fa780"
          + "020a437573636ff6f98298df6700020e66726167696c650679657300";

  private final String topic = Servers.newName("foreign");

  @ParameterizedTest
  @CsvSource({
    "from-kafkajs, 00000000041866726f6d2d6b61666b616a73",
    "from-confluent, 00000000041c66726f6d2d636f6e666c75656e74"
  })
  void theirBytesAndOursAreTheSame(String id, String start) throws IOException {
    try (SchemaRegistryClient registry = Servers.registryClient()) {
      int schemaId = registry.register(topic + "-value", theirSchema());
      byte[] theirs = HexFormat.of().parseHex(start + REST);
      ByteBuffer.wrap(theirs).putInt(1, schemaId);

      assertThat(AvroDeserializer.of(registry, Parcel.class).decode(theirs)).isEqualTo(parcel(id));
      assertThat(AvroDeserializer.generic(registry).decode(theirs).get("id")).hasToString(id);
      assertThat(payload(new AvroSerializer<Parcel>(registry).encode(topic, parcel(id))))
          .isEqualTo(payload(theirs));
    }
  }

  private static byte[] payload(byte[] bytes) {
    return Arrays.copyOfRange(bytes, WireFormat.HEADER_LENGTH, bytes.length);
  }

  private static Schema theirSchema() throws IOException {
    try (InputStream avsc = ForeignClientTest.class.getResourceAsStream("/foreign/parcel.avsc")) {
      return new Schema.Parser().parse(Objects.requireNonNull(avsc));
    }
  }

  private static Parcel parcel(String id) {
    return Parcel.newBuilder()
        .setId(id)
        .setSize(Size.LARGE)
        .setHandedIn(Parcels.NOON)
        .setNote("käse, ¡olé! 🧀")
        .setLegs(List.of(new Leg("Cusco", Parcels.NOON)))
        .setMarks(Map.of("fragile", "yes"))
        .build();
  }
}
