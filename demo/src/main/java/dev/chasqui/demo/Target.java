package dev.chasqui.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The running system, as any backend would know it. Does not print its key.
 *
 * @param rest base URL of the REST API
 * @param kafka bootstrap servers
 * @param registry base URL of the schema registry
 * @param apiKey opens the REST API
 * @param accountId sends
 */
record Target(String rest, String kafka, String registry, String apiKey, long accountId) {

  /**
   * Finds the system whose state is in {@code home}.
   *
   * @throws DemoException if it does not run
   */
  static Target in(Path home) {
    try {
      Map<String, String> run = run(home.resolve("run"));
      JsonNode credentials =
          new JsonMapper().readTree(Files.readString(home.resolve("credentials.json")));
      String host = run.getOrDefault("host", "127.0.0.1");
      return new Target(
          "http://" + host + ":" + run.get("port"),
          host + ":" + run.get("kafka_port"),
          "http://" + host + ":" + run.get("registry_port") + "/apis/ccompat/v7",
          credentials.path("apiKey").asString(),
          credentials.path("accountId").asLong());
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

  @Override
  public String toString() {
    return "Target[" + rest + "]";
  }
}
