package dev.chasqui.messaging;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes specific and generic Avro records in Confluent's wire format. Thread-safe once configured.
 */
public final class AvroSerializer<T extends IndexedRecord> implements Serializer<T> {

  static {
    // Builders of generated types load classes too, for the defaults of fields that are not set.
    GeneratedClasses.trust();
  }

  private record SubjectSchema(String subject, Schema schema) {}

  private final Cache<SubjectSchema, SchemaEncoder> encoders =
      Caffeine.newBuilder().maximumSize(1_000).build();
  private @Nullable SchemaRegistryClient client;
  private boolean ownsClient;
  private boolean key;
  private AvroConfig config = AvroConfig.defaults();
  private SubjectNaming naming = SubjectNaming.TOPIC;

  /** For Kafka, which calls {@link #configure} next. */
  public AvroSerializer() {}

  /** For values, with default settings. The caller closes the client. */
  public AvroSerializer(SchemaRegistryClient client) {
    this(client, Map.of());
  }

  /**
   * For values. The caller closes the client.
   *
   * @param configs see {@link AvroConfig}; those of the client itself are ignored
   * @throws ConfigException naming the key that is wrong
   */
  public AvroSerializer(SchemaRegistryClient client, Map<String, ?> configs) {
    this.client = client;
    use(AvroConfig.parse(configs), false);
  }

  /**
   * Called by Kafka.
   *
   * @param configs see {@link AvroConfig}
   * @throws ConfigException naming the key that is missing or wrong
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    use(AvroConfig.parse(configs), isKey);
    client = new SchemaRegistryClient(RegistryConfig.from(config));
    ownsClient = true;
  }

  private void use(AvroConfig parsed, boolean isKey) {
    config = parsed;
    key = isKey;
    naming = SubjectNaming.of(isKey ? AvroConfig.KEY_SUBJECT : AvroConfig.VALUE_SUBJECT, parsed);
  }

  /**
   * Writes one value; null stays null.
   *
   * @throws UnencodableRecordException if the value does not fit its schema, or its schema is not
   *     to be registered and not there
   * @throws RegistryRejectedException if the registry finds the schema incompatible or invalid
   * @throws RegistryUnavailableException if the schema's id is not known here and no registry
   *     answers
   */
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    return value == null ? null : encode(topic, value);
  }

  /** As {@link #serialize}, for a value that is there. */
  public byte[] encode(String topic, T value) {
    Schema schema = value.getSchema();
    SubjectSchema wanted = new SubjectSchema(naming.subject(topic, key, schema), schema);
    SchemaEncoder encoder = encoders.getIfPresent(wanted);
    if (encoder == null) {
      encoder = newEncoder(wanted.subject(), value);
      encoders.put(wanted, encoder);
    }
    return encoder.encode(value);
  }

  private SchemaEncoder newEncoder(String subject, T value) {
    if (client == null) {
      throw new IllegalStateException("AvroSerializer is not configured");
    }
    Schema schema = value.getSchema();
    if (!config.is(AvroConfig.AUTO_REGISTER) && config.is(AvroConfig.USE_LATEST)) {
      return SchemaEncoder.toLatest(
          value, client.latest(subject), config.is(AvroConfig.LATEST_STRICT));
    }
    Schema published =
        config.is(AvroConfig.REMOVE_JAVA_PROPERTIES) ? JavaProperties.remove(schema) : schema;
    int id =
        config.is(AvroConfig.AUTO_REGISTER)
            ? client.register(subject, published)
            : lookUp(client, subject, published);
    return SchemaEncoder.of(value, id);
  }

  private static int lookUp(SchemaRegistryClient client, String subject, Schema schema) {
    try {
      return client.lookUp(subject, schema);
    } catch (RegistryRejectedException rejected) {
      throw new UnencodableRecordException(
          "Subject %s does not have this schema of %s, and %s is off"
              .formatted(subject, schema.getFullName(), AvroConfig.AUTO_REGISTER),
          rejected);
    }
  }

  @Override
  public void close() {
    if (ownsClient && client != null) {
      client.close();
    }
  }
}
