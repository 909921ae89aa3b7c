package dev.chasqui.messaging;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import tools.jackson.databind.JsonNode;

/**
 * A client of Confluent's Schema Registry REST API. Thread-safe; one instance serves a whole
 * service. What it learned is kept in bounded caches, so a registry that is away harms only what is
 * new.
 *
 * <p>Every method throws {@link RegistryUnavailableException} when no endpoint answers usably, and
 * {@link RegistryRejectedException} when the registry says no.
 */
public final class SchemaRegistryClient implements AutoCloseable {

  private static final int CACHE_SIZE = 1_000;
  private static final Duration UNKNOWN_ID_FOR = Duration.ofSeconds(5);
  private static final Duration LATEST_FOR = Duration.ofMinutes(1);

  private record SubjectSchema(String subject, Schema schema) {}

  private final RegistryHttp http;
  private final SchemaReader reader;
  private final Cache<SubjectSchema, Integer> ids =
      Caffeine.newBuilder().maximumSize(CACHE_SIZE).build();
  private final Cache<Integer, Schema> schemas =
      Caffeine.newBuilder().maximumSize(CACHE_SIZE).build();
  private final Cache<Integer, UndecodableRecordException> unreadable =
      Caffeine.newBuilder().maximumSize(CACHE_SIZE).expireAfterWrite(UNKNOWN_ID_FOR).build();
  private final Cache<String, RegisteredSchema> latest =
      Caffeine.newBuilder().maximumSize(CACHE_SIZE).expireAfterWrite(LATEST_FOR).build();

  public SchemaRegistryClient(RegistryConfig config) {
    http = new RegistryHttp(config);
    reader = new SchemaReader(http);
  }

  /**
   * Convenience for {@link RegistryConfig#from(Map)}.
   *
   * @throws ConfigException naming the key that is missing or wrong
   */
  public static SchemaRegistryClient from(Map<String, ?> configs) {
    return new SchemaRegistryClient(RegistryConfig.from(configs));
  }

  /** Registers a schema unless the subject has it already; returns its id either way. */
  public int register(String subject, Schema schema) {
    return ids.get(new SubjectSchema(subject, schema), this::postNewVersion);
  }

  /** The id of a schema that the subject has. Rejected as not found if it hasn't. */
  public int lookUp(String subject, Schema schema) {
    return ids.get(new SubjectSchema(subject, schema), this::postLookUp);
  }

  /**
   * The schema of an id.
   *
   * @throws UndecodableRecordException if the registry does not know the id (believed for five
   *     seconds), or knows it as something else than Avro
   */
  public Schema schemaById(int id) {
    Schema known = schemas.getIfPresent(id);
    return known != null ? known : fetchById(id);
  }

  /**
   * The newest version of a subject; believed for a minute. Rejected as not found if it has none.
   */
  public RegisteredSchema latest(String subject) {
    return latest.get(subject, this::fetchLatest);
  }

  /**
   * The level set on this subject; empty if none is and the registry does not answer with its
   * default instead, as Apicurio does.
   */
  public Optional<CompatibilityLevel> compatibility(String subject) {
    try {
      JsonNode answer = http.get("/config/" + encode(subject));
      return Optional.of(CompatibilityLevel.valueOf(answer.path("compatibilityLevel").asString()));
    } catch (RegistryRejectedException rejected) {
      if (rejected.notFound()) {
        return Optional.empty();
      }
      throw rejected;
    }
  }

  /** Sets the level of a subject, which need not exist yet. */
  public void setCompatibility(String subject, CompatibilityLevel level) {
    http.put("/config/" + encode(subject), Map.of("compatibility", level.name()));
  }

  /** Closes connections; the caches go on answering. */
  @Override
  public void close() {
    http.close();
  }

  private Integer postNewVersion(SubjectSchema wanted) {
    return post("/subjects/" + encode(wanted.subject()) + "/versions", wanted.schema());
  }

  private Integer postLookUp(SubjectSchema wanted) {
    return post("/subjects/" + encode(wanted.subject()), wanted.schema());
  }

  private Integer post(String path, Schema schema) {
    return RegistryHttp.intField(http.post(path, Map.of("schema", schema.toString())), "id");
  }

  private Schema fetchById(int id) {
    UndecodableRecordException unread = unreadable.getIfPresent(id);
    if (unread != null) {
      throw new UndecodableRecordException(unread.reason(), message(unread));
    }
    try {
      return schemas.get(id, reader::byId);
    } catch (UndecodableRecordException e) {
      unreadable.put(id, e);
      throw e;
    }
  }

  private RegisteredSchema fetchLatest(String subject) {
    JsonNode answer = http.get("/subjects/" + encode(subject) + "/versions/latest");
    int id = RegistryHttp.intField(answer, "id");
    int version = RegistryHttp.intField(answer, "version");
    return new RegisteredSchema(subject, id, version, reader.parse(id, answer));
  }

  private static String message(Throwable throwable) {
    String message = throwable.getMessage();
    return message == null ? "" : message;
  }

  static String encode(String pathSegment) {
    return URLEncoder.encode(pathSegment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
