package dev.chasqui.messaging;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro in Confluent's wire format, resolving the writer's schema to the reader's. Thread-safe
 * once configured.
 */
public final class AvroDeserializer<T extends IndexedRecord> implements Deserializer<T> {

  private final Cache<Integer, SchemaDecoder<T>> decoders =
      Caffeine.newBuilder().maximumSize(1_000).build();
  private @Nullable SchemaRegistryClient client;
  private boolean ownsClient;
  private ReaderModel<T> model;

  /** For Kafka, which calls {@link #configure} next. */
  public AvroDeserializer() {
    this(null, ReaderModel.generic());
  }

  private AvroDeserializer(@Nullable SchemaRegistryClient client, ReaderModel<T> model) {
    this.client = client;
    this.model = model;
  }

  /** Reads into one generated class, whose schema is the reader's. The caller closes the client. */
  public static <T extends SpecificRecord> AvroDeserializer<T> of(
      SchemaRegistryClient client, Class<T> type) {
    return new AvroDeserializer<>(client, ReaderModel.of(type));
  }

  /** Reads into generic records of the writer's schema. The caller closes the client. */
  public static AvroDeserializer<GenericRecord> generic(SchemaRegistryClient client) {
    return new AvroDeserializer<>(client, ReaderModel.generic());
  }

  /**
   * Called by Kafka.
   *
   * @param configs see {@link AvroConfig}
   * @throws ConfigException naming the key that is missing or wrong
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    AvroConfig config = AvroConfig.parse(configs);
    model =
        config.is(AvroConfig.SPECIFIC_READER) ? ReaderModel.byWritersName() : ReaderModel.generic();
    client = new SchemaRegistryClient(RegistryConfig.from(config));
    ownsClient = true;
  }

  /** As {@link #decode}, but null bytes are a null value. */
  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    return bytes == null ? null : decode(bytes);
  }

  /**
   * Reads one value.
   *
   * @throws UndecodableRecordException if these bytes can never be read, null ones included
   * @throws RegistryUnavailableException if the schema is not known here and no registry answers
   */
  public T decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      throw new UndecodableRecordException(
          UndecodableReason.NULL_VALUE, "The record has no value (a tombstone)");
    }
    int id = WireFormat.schemaId(bytes);
    SchemaDecoder<T> decoder = decoders.getIfPresent(id);
    if (decoder == null) {
      decoder = newDecoder(id);
      decoders.put(id, decoder);
    }
    return decoder.decode(bytes);
  }

  private SchemaDecoder<T> newDecoder(int id) {
    if (client == null) {
      throw new IllegalStateException("AvroDeserializer is not configured");
    }
    return model.decoderFor(client.schemaById(id));
  }

  @Override
  public void close() {
    if (ownsClient && client != null) {
      client.close();
    }
  }
}
