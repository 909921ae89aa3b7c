package dev.chasqui.messaging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Writes values of one schema under one id. Thread-safe. */
@FunctionalInterface
interface SchemaEncoder {

  byte[] encode(IndexedRecord value);

  /** Writes with the value's own schema. */
  static SchemaEncoder of(IndexedRecord example, int id) {
    DatumWriter<IndexedRecord> writer = writer(example);
    return value -> {
      ByteArrayOutputStream out = new ByteArrayOutputStream(256);
      WireFormat.writeHeader(id, out);
      write(writer, value, out);
      return out.toByteArray();
    };
  }

  /** Writes with a subject's latest schema, resolving the value's own schema to it. */
  static SchemaEncoder toLatest(IndexedRecord example, RegisteredSchema latest, boolean strict) {
    Schema own = example.getSchema();
    if (own.equals(latest.schema())) {
      return of(example, latest.id());
    }
    if (strict) {
      requireReadable(own, latest);
    }
    DatumWriter<IndexedRecord> ownWriter = writer(example);
    GenericData data = new GenericData();
    GenericDatumReader<IndexedRecord> reader = new GenericDatumReader<>(own, latest.schema(), data);
    DatumWriter<IndexedRecord> latestWriter = new GenericDatumWriter<>(latest.schema(), data);
    return value -> {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
      write(ownWriter, value, bytes);
      ByteArrayOutputStream out = new ByteArrayOutputStream(256);
      WireFormat.writeHeader(latest.id(), out);
      write(latestWriter, read(reader, bytes.toByteArray()), out);
      return out.toByteArray();
    };
  }

  private static DatumWriter<IndexedRecord> writer(IndexedRecord example) {
    Schema schema = example.getSchema();
    return example instanceof SpecificRecord
        ? new SpecificDatumWriter<>(schema, SpecificData.getForClass(example.getClass()))
        : new GenericDatumWriter<>(schema, new GenericData());
  }

  private static void write(
      DatumWriter<IndexedRecord> writer, IndexedRecord value, ByteArrayOutputStream out) {
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      writer.write(value, encoder);
    } catch (IOException | AvroRuntimeException | NullPointerException | ClassCastException e) {
      throw new UnencodableRecordException(
          "A value does not fit its schema " + value.getSchema().getFullName(), e);
    }
  }

  private static IndexedRecord read(GenericDatumReader<IndexedRecord> reader, byte[] bytes) {
    try {
      return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    } catch (IOException | AvroRuntimeException e) {
      throw new UnencodableRecordException(
          "A value cannot be written with the latest schema " + reader.getExpected().getFullName(),
          e);
    }
  }

  private static void requireReadable(Schema own, RegisteredSchema latest) {
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(latest.schema(), own);
    if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw new UnencodableRecordException(
          "The latest schema of subject %s (version %d) cannot read this one of %s: %s"
              .formatted(
                  latest.subject(),
                  latest.version(),
                  own.getFullName(),
                  pair.getResult().getIncompatibilities()),
          null);
    }
  }
}
