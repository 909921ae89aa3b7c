package dev.chasqui.messaging;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The settings of the serde: names and, unless said otherwise, defaults are Confluent's. */
public final class AvroConfig {

  /** Base URLs of the registry, separated by commas; the next one is tried when one is away. */
  public static final String REGISTRY_URL = "schema.registry.url";

  /** Whether the serializer registers a schema that is new; default true. */
  public static final String AUTO_REGISTER = "auto.register.schemas";

  /**
   * Write with the subject's latest schema; only if {@link #AUTO_REGISTER} is off. Default false.
   */
  public static final String USE_LATEST = "use.latest.version";

  /** Refuse values whose schema the latest one cannot read; default true. */
  public static final String LATEST_STRICT = "latest.compatibility.strict";

  /** Read into generated classes, found by the writer's schema's name; default false. */
  public static final String SPECIFIC_READER = "specific.avro.reader";

  /** Where the credentials are: {@code URL} (default) or {@code USER_INFO}. */
  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";

  /** {@code user:password}. */
  public static final String USER_INFO = "basic.auth.user.info";

  /** How a key's subject is named; default {@code TopicNameStrategy}. */
  public static final String KEY_SUBJECT = "key.subject.name.strategy";

  /** How a value's subject is named; default {@code TopicNameStrategy}. */
  public static final String VALUE_SUBJECT = "value.subject.name.strategy";

  /**
   * Register schemas without {@code avro.java.string}. Default true, unlike Confluent's: a schema
   * is for readers in every language.
   */
  public static final String REMOVE_JAVA_PROPERTIES = "avro.remove.java.properties";

  /** For one connection to the registry, in milliseconds; default 2,000. */
  public static final String CONNECT_TIMEOUT_MS = "http.connect.timeout.ms";

  /** For one answer of the registry, connecting included, in milliseconds; default 5,000. */
  public static final String READ_TIMEOUT_MS = "http.read.timeout.ms";

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(REGISTRY_URL, ConfigDef.Type.STRING, "", Importance.HIGH, "")
          .define(AUTO_REGISTER, ConfigDef.Type.BOOLEAN, true, Importance.MEDIUM, "")
          .define(USE_LATEST, ConfigDef.Type.BOOLEAN, false, Importance.LOW, "")
          .define(LATEST_STRICT, ConfigDef.Type.BOOLEAN, true, Importance.LOW, "")
          .define(SPECIFIC_READER, ConfigDef.Type.BOOLEAN, false, Importance.MEDIUM, "")
          .define(
              CREDENTIALS_SOURCE,
              ConfigDef.Type.STRING,
              "URL",
              ValidString.in("URL", "USER_INFO"),
              Importance.MEDIUM,
              "")
          .define(USER_INFO, ConfigDef.Type.PASSWORD, "", Importance.MEDIUM, "")
          .define(KEY_SUBJECT, ConfigDef.Type.STRING, "TopicNameStrategy", Importance.LOW, "")
          .define(VALUE_SUBJECT, ConfigDef.Type.STRING, "TopicNameStrategy", Importance.LOW, "")
          .define(REMOVE_JAVA_PROPERTIES, ConfigDef.Type.BOOLEAN, true, Importance.LOW, "")
          .define(
              CONNECT_TIMEOUT_MS,
              ConfigDef.Type.INT,
              2_000,
              ConfigDef.Range.atLeast(1),
              Importance.LOW,
              "")
          .define(
              READ_TIMEOUT_MS,
              ConfigDef.Type.INT,
              5_000,
              ConfigDef.Range.atLeast(1),
              Importance.LOW,
              "");

  private final Map<String, Object> values;

  private AvroConfig(Map<String, Object> values) {
    this.values = values;
  }

  static AvroConfig parse(Map<String, ?> configs) {
    Map<String, Object> given = new HashMap<>(configs);
    given.values().removeIf(Objects::isNull);
    return new AvroConfig(DEFINITION.parse(given));
  }

  static AvroConfig defaults() {
    return parse(Map.of());
  }

  boolean is(String key) {
    return Boolean.TRUE.equals(values.get(key));
  }

  String string(String key) {
    return Objects.toString(values.get(key), "");
  }

  int integer(String key) {
    return values.get(key) instanceof Integer number ? number : 0;
  }

  @Nullable Password password(String key) {
    return (Password) values.get(key);
  }
}
