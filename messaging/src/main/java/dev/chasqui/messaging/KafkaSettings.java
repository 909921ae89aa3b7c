package dev.chasqui.messaging;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * How to reach Kafka. Prints without the properties, which may hold secrets.
 *
 * @param bootstrapServers {@code host:port}, comma-separated
 * @param properties any further client properties (security, or to override our choices)
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> properties) {

  private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

  public KafkaSettings {
    if (bootstrapServers.isBlank()) {
      throw new ConfigException("bootstrap.servers must hold at least one host:port");
    }
    properties = Map.copyOf(properties);
  }

  public KafkaSettings(String bootstrapServers) {
    this(bootstrapServers, Map.of());
  }

  /** The same with a property, unless it has that already. */
  public KafkaSettings withDefault(String property, Object value) {
    return withDefaults(Map.of(property, value.toString()));
  }

  /**
   * The same with the properties of a file, such as Kafka's own tools take, unless it has them
   * already.
   *
   * @throws ConfigException if it cannot be read; does not quote what is in it
   */
  public KafkaSettings withFile(Path file) {
    Properties read = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      read.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("Kafka's client properties cannot be read: " + e);
    }
    Map<String, String> defaults = new HashMap<>();
    read.stringPropertyNames().forEach(name -> defaults.put(name, read.getProperty(name).strip()));
    return withDefaults(defaults);
  }

  private KafkaSettings withDefaults(Map<String, String> defaults) {
    Map<String, String> all = new HashMap<>(defaults);
    all.putAll(properties);
    return new KafkaSettings(bootstrapServers, all);
  }

  /**
   * What every client is given. Kafka asks for leave by a system property to call a token endpoint:
   * who names one here gives it.
   */
  public Map<String, Object> clientConfig() {
    String tokens = properties.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL);
    if (tokens != null) {
      allow(tokens);
    }
    Map<String, Object> config = new HashMap<>(properties);
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return config;
  }

  private static synchronized void allow(String url) {
    String allowed = System.getProperty(ALLOWED_URLS, "");
    if (!List.of(allowed.split(",", -1)).contains(url)) {
      System.setProperty(ALLOWED_URLS, allowed.isEmpty() ? url : allowed + "," + url);
    }
  }

  @Override
  public String toString() {
    return "KafkaSettings[bootstrapServers=" + bootstrapServers + "]";
  }
}
