package dev.chasqui.messaging;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Confluent's framing: a zero byte, the schema id in four bytes, big-endian, then the payload. */
final class WireFormat {

  static final int HEADER_LENGTH = 5;
  private static final byte MAGIC = 0;

  private WireFormat() {}

  static void writeHeader(int schemaId, ByteArrayOutputStream out) {
    out.write(MAGIC);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
  }

  static int schemaId(byte[] bytes) {
    if (bytes.length < HEADER_LENGTH) {
      throw new UndecodableRecordException(
          UndecodableReason.TOO_SHORT,
          "The value has " + bytes.length + " bytes, fewer than the header of " + HEADER_LENGTH);
    }
    if (bytes[0] != MAGIC) {
      throw new UndecodableRecordException(
          UndecodableReason.WRONG_MAGIC_BYTE,
          "The value begins with byte 0x%02x, not 0x00: not in Confluent's wire format"
              .formatted(bytes[0]));
    }
    return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
  }
}
