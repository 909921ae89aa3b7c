package dev.chasqui.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.chasqui.messaging.sample.Parcel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class UndecodableBytesTest {

  private static final SchemaRegistryClient REGISTRY = Servers.registryClient();
  private static final AvroDeserializer<Parcel> PARCELS =
      AvroDeserializer.of(REGISTRY, Parcel.class);

  private final byte[] good =
      new AvroSerializer<Parcel>(REGISTRY).encode("undecodable", Parcels.parcel("1"));

  @AfterAll
  static void close() {
    REGISTRY.close();
  }

  @Test
  void noValue() {
    assertReason(null, UndecodableReason.NULL_VALUE, "null-value");
  }

  @Test
  void fewerBytesThanAHeader() {
    assertReason(new byte[0], UndecodableReason.TOO_SHORT, "too-short");
    assertReason(Arrays.copyOf(good, 4), UndecodableReason.TOO_SHORT, "too-short");
  }

  @Test
  void jsonInsteadOfAvro() {
    assertReason(
        "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8),
        UndecodableReason.WRONG_MAGIC_BYTE,
        "wrong-magic-byte");
  }

  @Test
  void anIdThatTheRegistryDoesNotKnow() {
    byte[] bytes = good.clone();
    ByteBuffer.wrap(bytes).putInt(1, 123_456_789);

    assertReason(bytes, UndecodableReason.UNKNOWN_SCHEMA_ID, "unknown-schema-id");
    assertThatThrownBy(() -> PARCELS.decode(bytes)).hasMessageContaining("123456789");
  }

  @Test
  void bytesLeftOver() {
    assertReason(
        Arrays.copyOf(good, good.length + 1), UndecodableReason.TRAILING_BYTES, "trailing-bytes");
  }

  @Test
  void everyTruncationIsFound() {
    for (int length = WireFormat.HEADER_LENGTH; length < good.length; length++) {
      assertReason(Arrays.copyOf(good, length), UndecodableReason.CORRUPT_VALUE, "corrupt-value");
    }
  }

  @Test
  void aLengthOfTwoGigabytesTakesNoMemory() {
    byte[] bytes = Arrays.copyOf(good, 12);
    byte[] hugeLength = {(byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
    System.arraycopy(hugeLength, 0, bytes, WireFormat.HEADER_LENGTH, hugeLength.length);

    assertReason(bytes, UndecodableReason.CORRUPT_VALUE, "corrupt-value");
  }

  @Test
  void whateverIsChangedOnlyOneKindOfErrorComesOut() {
    Random random = new Random(25);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = WireFormat.HEADER_LENGTH + random.nextInt(bytes.length - WireFormat.HEADER_LENGTH);
        bytes[at] = (byte) random.nextInt();
      }
      Throwable thrown = catchThrowable(() -> PARCELS.decode(bytes));
      assertThat(thrown)
          .satisfiesAnyOf(
              t -> assertThat(t).isNull(),
              t -> assertThat(t).isInstanceOf(UndecodableRecordException.class));
    }
  }

  private static void assertReason(byte @Nullable [] bytes, UndecodableReason reason, String code) {
    assertThatThrownBy(() -> PARCELS.decode(bytes))
        .isInstanceOfSatisfying(
            UndecodableRecordException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.reason().code()).isEqualTo(code);
              assertThat(e.retriable()).isFalse();
            });
  }
}
