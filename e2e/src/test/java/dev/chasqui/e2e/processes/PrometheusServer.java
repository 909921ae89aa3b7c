package dev.chasqui.e2e.processes;

import dev.chasqui.e2e.Command;
import dev.chasqui.e2e.monitoring.Monitoring;
import dev.chasqui.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus with the project's configuration and rules, which asks every second. */
final class PrometheusServer implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final int port = Ports.free();
  private final Process process;

  /**
   * @param targets where the configuration's targets really are, {@code host:port}
   */
  PrometheusServer(Path directory, Map<String, String> targets) throws IOException {
    FileSystemUtils.copyRecursively(Monitoring.directory(), directory);
    Path file = directory.resolve("prometheus.yml");
    String configuration = Files.readString(file).replace(": 15s", ": 1s");
    for (Map.Entry<String, String> target : targets.entrySet()) {
      configuration = configuration.replace(target.getKey(), target.getValue());
    }
    Files.writeString(file, configuration);
    this.process =
        new Command(directory, Map.of())
            .start(
                directory.resolve("prometheus.log"),
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
  }

  /** The series that a query finds now; none while it is not up. */
  JsonNode query(String expression) {
    return get("query?query=" + encoded(expression)).path("result");
  }

  /** All series of a metric, with their labels. */
  JsonNode series(String metric) {
    return get("series?match%5B%5D=" + encoded(metric));
  }

  private JsonNode get(String what) {
    HttpResponse<String> answer;
    try {
      answer =
          Http.call(
              HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d/api/v1/%s".formatted(port, what))));
    } catch (UncheckedIOException e) {
      return JSON.createObjectNode();
    }
    JsonNode body = JSON.readTree(answer.statusCode() == 503 ? "{}" : answer.body());
    if (body.path("status").asString("").equals("error")) {
      throw new AssertionError(what + ": " + body.path("error").asString());
    }
    return body.path("data");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
