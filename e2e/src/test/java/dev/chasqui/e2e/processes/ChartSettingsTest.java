package dev.chasqui.e2e.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.deploy.Chart;
import dev.chasqui.testing.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A service with the chart's variables, and its secrets as files, as the kubelet lays them. */
@ExtendWith(SharedProcesses.class)
class ChartSettingsTest {

  private static final Chart CHART = Chart.example(Map.of());
  private static final String ADMIN_TOKEN = "0123456789abcdef0123456789abcdef";

  private final ThreeProcesses system;

  @TempDir private Path directory;

  ChartSettingsTest(ThreeProcesses system) {
    this.system = system;
  }

  @ParameterizedTest
  @CsvSource({
    "sender-service, /v3/api-docs",
    "inbound-service, /inbound/v3/api-docs/easywha",
    "webhook-relay, /relay/v3/api-docs"
  })
  void itAnswersItsProbesAndWhatTheIngressSendsIt(String module, String document)
      throws IOException {
    int adminPort = Ports.free();
    Map<String, String> values = new HashMap<>(system.environment());
    values.put("CHASQUI_ADMIN_TOKEN", ADMIN_TOKEN);
    Map<String, String> environment = new HashMap<>(CHART.environment(module));
    environment.computeIfPresent(
        "SPRING_CONFIG_IMPORT",
        (name, set) -> set.replace("/run/secrets", directory.resolve("secrets").toString()));
    environment.putAll(system.environment());
    environment.put("CHASQUI_ADMIN_PORT", Integer.toString(adminPort));
    for (String name : CHART.files(module)) {
      layFile(name, values.getOrDefault(name, ""));
      environment.remove(name);
    }
    // A file that a setting names lies beside those that are settings.
    layFile("kafka.properties", "client.rack=eu-1\n");
    environment.put("CHASQUI_KAFKA_CONFIG", directory + "/secrets/kafka.properties");

    try (ServiceProcess service =
        new ServiceProcess(module, "chart", Ports.free(), directory, environment, List.of())) {
      service.start();
      service.awaitReady();

      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        assertThat(status(address(service, CHART.container(module).path(probe).path("httpGet"))))
            .as(probe)
            .isEqualTo(200);
      }
      assertThat(status(URI.create(service.url() + document))).isEqualTo(200);
      if (CHART.files(module).contains("CHASQUI_ADMIN_TOKEN")) {
        assertThat(status(URI.create("http://127.0.0.1:" + adminPort + "/admin/tenants")))
            .isEqualTo(200);
      }
      // It would still take calls for some seconds, for proxies that are not here.
      service.kill();
    }
  }

  private static URI address(ServiceProcess service, JsonNode probe) {
    URI port =
        probe.path("port").asString().equals("metrics")
            ? service.metrics()
            : URI.create(service.url());
    return port.resolve(probe.path("path").asString());
  }

  /** By two links, so that a new version of all files is there at once. */
  private void layFile(String name, String content) throws IOException {
    Path secrets = Files.createDirectories(directory.resolve("secrets"));
    Path version = Files.createDirectories(secrets.resolve("..2027_01_31"));
    Files.writeString(version.resolve(name), content);
    if (Files.notExists(secrets.resolve("..data"))) {
      Files.createSymbolicLink(secrets.resolve("..data"), version.getFileName());
    }
    Files.createSymbolicLink(secrets.resolve(name), Path.of("..data", name));
  }

  private static int status(URI address) {
    return Http.call(
            HttpRequest.newBuilder(address).header("Authorization", "Bearer " + ADMIN_TOKEN))
        .statusCode();
  }
}
