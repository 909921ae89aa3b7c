package dev.chasqui.messaging;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** What records are read into. */
@FunctionalInterface
interface ReaderModel<T extends IndexedRecord> {

  SchemaDecoder<T> decoderFor(Schema writer);

  static <T extends IndexedRecord> ReaderModel<T> generic() {
    GenericData data = new GenericData();
    return writer -> {
      requireSameName(writer, writer);
      return new SchemaDecoder<>(writer, writer, new GenericDatumReader<>(writer, writer, data));
    };
  }

  static <T extends IndexedRecord> ReaderModel<T> of(Class<? extends T> type) {
    GeneratedClasses.trust();
    // Carries the conversions of the class's logical types.
    SpecificData data = SpecificData.getForClass(type);
    Schema reader = data.getSchema(type);
    return writer -> {
      requireSameName(writer, reader);
      return new SchemaDecoder<>(writer, reader, new SpecificDatumReader<>(writer, reader, data));
    };
  }

  /** The generated class is the one that the writer's schema names. */
  static <T extends IndexedRecord> ReaderModel<T> byWritersName() {
    GeneratedClasses.trust();
    return writer -> ReaderModel.<T>of(ReaderModel.<T>classOf(writer)).decoderFor(writer);
  }

  @SuppressWarnings("unchecked") // Only the caller knows T, as with any configured deserializer.
  private static <T extends IndexedRecord> Class<? extends T> classOf(Schema writer) {
    Class<?> type =
        writer.getType() == Schema.Type.RECORD ? SpecificData.get().getClass(writer) : null;
    if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
      throw new UndecodableRecordException(
          UndecodableReason.SCHEMA_MISMATCH,
          "No generated class for the writer's schema " + writer.getFullName());
    }
    return (Class<? extends T>) type;
  }

  /**
   * Only records are read, and none as another type: Avro itself resolves records of any two names.
   */
  private static void requireSameName(Schema writer, Schema reader) {
    boolean same =
        writer.getType() == Schema.Type.RECORD
            && (writer.getName().equals(reader.getName())
                || reader.getAliases().contains(writer.getFullName()));
    if (!same) {
      throw new UndecodableRecordException(
          UndecodableReason.SCHEMA_MISMATCH,
          "Written as %s, to be read as %s".formatted(writer.getFullName(), reader.getFullName()));
    }
  }
}
