package dev.chasqui.messaging;

import java.io.IOException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;

/** Reads what was written with one schema. Thread-safe. */
final class SchemaDecoder<T> {

  private final Schema writer;
  private final Schema reader;
  private final DatumReader<T> datumReader;

  SchemaDecoder(Schema writer, Schema reader, DatumReader<T> datumReader) {
    this.writer = writer;
    this.reader = reader;
    this.datumReader = datumReader;
  }

  T decode(byte[] bytes) {
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(
                bytes, WireFormat.HEADER_LENGTH, bytes.length - WireFormat.HEADER_LENGTH, null);
    try {
      T value = read(decoder);
      if (!decoder.isEnd()) {
        throw new UndecodableRecordException(
            UndecodableReason.TRAILING_BYTES, "Bytes are left over after a whole " + name());
      }
      return value;
    } catch (IOException e) {
      throw corrupt(e);
    }
  }

  // Garbage makes Avro throw all kinds of runtime exceptions: index out of bounds, number format …
  private T read(BinaryDecoder decoder) throws IOException {
    try {
      return datumReader.read(null, decoder);
    } catch (AvroTypeException e) {
      throw mismatchOrCorrupt(e);
    } catch (SecurityException | LinkageError e) {
      throw new UndecodableRecordException(
          UndecodableReason.SCHEMA_MISMATCH, "A class for " + name() + " cannot be loaded", e);
    } catch (RuntimeException | StackOverflowError e) {
      // Garbage read with a recursive schema may nest without end.
      throw corrupt(e);
    }
  }

  private UndecodableRecordException mismatchOrCorrupt(AvroTypeException e) {
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (pair.getType() == SchemaCompatibilityType.COMPATIBLE) {
      return corrupt(e);
    }
    return new UndecodableRecordException(
        UndecodableReason.SCHEMA_MISMATCH,
        "The writer's schema of %s cannot be resolved to the reader's: %s"
            .formatted(name(), pair.getResult().getIncompatibilities()),
        e);
  }

  private UndecodableRecordException corrupt(Throwable cause) {
    return new UndecodableRecordException(
        UndecodableReason.CORRUPT_VALUE,
        "The bytes are not a " + name() + " (" + cause.getClass().getSimpleName() + ")",
        cause);
  }

  private String name() {
    return writer.getFullName();
  }
}
