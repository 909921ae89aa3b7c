package dev.chasqui.demo;

import dev.chasqui.messaging.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The running system, as any backend would know it: the one that {@code CHASQUI_URL} names, else
 * the one which {@code ./chasqui up} started. Does not print its key.
 *
 * @param rest base URL of the REST API
 * @param kafka how to reach Kafka
 * @param registry base URL of the schema registry
 * @param apiKey opens the REST API
 * @param accountId sends
 * @param receiverHost the name under which the system reaches this machine, where webhooks go to
 */
record Target(
    String rest,
    KafkaSettings kafka,
    String registry,
    String apiKey,
    long accountId,
    String receiverHost) {

  private static final String LOOPBACK = "127.0.0.1";

  /**
   * @param environment that of the launcher
   * @param home the state of a system that runs on this machine
   * @throws DemoException if there is no such system, or a variable is missing
   */
  static Target of(Map<String, String> environment, Path home) {
    String url = environment.getOrDefault("CHASQUI_URL", "").strip();
    return url.isEmpty() ? in(home) : elsewhere(url.replaceAll("/+$", ""), environment);
  }

  private static Target elsewhere(String url, Map<String, String> environment) {
    return new Target(
        url,
        kafka(environment),
        environment.getOrDefault(
            "CHASQUI_SCHEMA_REGISTRY_URL", "http://localhost:8081/apis/ccompat/v7"),
        given("CHASQUI_API_KEY", environment),
        accountId(given("CHASQUI_ACCOUNT_ID", environment)),
        environment.getOrDefault("CHASQUI_RECEIVER_HOST", LOOPBACK));
  }

  private static KafkaSettings kafka(Map<String, String> environment) {
    KafkaSettings kafka =
        new KafkaSettings(environment.getOrDefault("CHASQUI_KAFKA", "localhost:9092"));
    String file = environment.getOrDefault("CHASQUI_KAFKA_CONFIG", "").strip();
    try {
      return file.isEmpty() ? kafka : kafka.withFile(Path.of(file));
    } catch (ConfigException e) {
      throw new DemoException("CHASQUI_KAFKA_CONFIG: " + e.getMessage(), e);
    }
  }

  private static String given(String variable, Map<String, String> environment) {
    String value = environment.getOrDefault(variable, "").strip();
    if (value.isEmpty()) {
      throw new DemoException("CHASQUI_URL is set and " + variable + " is not");
    }
    return value;
  }

  private static long accountId(String given) {
    try {
      return Long.parseLong(given);
    } catch (NumberFormatException e) {
      throw new DemoException("CHASQUI_ACCOUNT_ID is " + given + ", not a number", e);
    }
  }

  private static Target in(Path home) {
    try {
      Map<String, String> run = run(home.resolve("run"));
      JsonNode credentials =
          new JsonMapper().readTree(Files.readString(home.resolve("credentials.json")));
      String host = run.getOrDefault("host", LOOPBACK);
      return new Target(
          "http://" + host + ":" + run.get("port"),
          new KafkaSettings(host + ":" + run.get("kafka_port")),
          "http://" + host + ":" + run.get("registry_port") + "/apis/ccompat/v7",
          credentials.path("apiKey").asString(),
          credentials.path("accountId").asLong(),
          LOOPBACK);
    } catch (IOException | JacksonException e) {
      throw new DemoException("Chasqui is not running; start it with ./chasqui up", e);
    }
  }

  private static Map<String, String> run(Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        values.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return values;
  }

  /** Whether webhooks come from this machine itself. */
  boolean isLocal() {
    return receiverHost.equals(LOOPBACK);
  }

  @Override
  public String toString() {
    return "Target[" + rest + "]";
  }
}
