package dev.chasqui.e2e.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chasqui.access.Secret;
import dev.chasqui.e2e.Command;
import dev.chasqui.e2e.monitoring.Monitoring;
import dev.chasqui.e2e.monitoring.Monitoring.Alert;
import dev.chasqui.e2e.monitoring.Selection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A real Prometheus asks the running services, and finds what alerts and dashboards ask it for. The
 * last, when they have been there for the minute after which all of it is to be seen.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith(SharedProcesses.class)
class MonitoringTest {

  /** Kafka's clients are looked at once a minute. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final List<String> JOBS =
      List.of("chasqui-inbound", "chasqui-relay", "chasqui-sender");

  /** Of libraries: Prometheus would name them otherwise. */
  private static final String OTHERS = "(http_server|jvm|kafka|process|system|tomcat)_.*";

  @TempDir private Path directory;
  private final ThreeProcesses system;
  private final Backend backend;
  private final Subscriber subscriber;

  MonitoringTest(ThreeProcesses system) {
    this.system = system;
    this.backend = new Backend(system);
    this.subscriber = new Subscriber(system);
  }

  @BeforeEach
  void prometheusIsInstalled() {
    assumeTrue(
        Command.exists("prometheus") && Command.exists("promtool"),
        "NOT RUN: prometheus is missing; apt-get install --no-install-recommends prometheus");
  }

  @AfterEach
  void close() {
    setQuota("null");
    subscriber.close();
    backend.close();
  }

  @Test
  void whatPrometheusFindsIsWhatTheAlertsAndDashboardsAskFor() throws IOException {
    try (PrometheusServer prometheus = new PrometheusServer(directory, targets())) {
      makeEverythingSeen();
      Awaitility.await("services are asked")
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(jobs(prometheus.query("up == 1"))).containsExactlyElementsOf(JOBS));

      Map<String, String> queries = queries();
      assertThat(queries).hasSizeGreaterThan(50);
      Awaitility.await("all that is asked for")
          .atMost(LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(missing(prometheus, queries)).isEmpty());

      queries.values().forEach(prometheus::query);
      Awaitility.await("the alert of the dead letter")
          .atMost(LIMIT)
          .until(() -> firing(prometheus).contains("ChasquiDeadLetters"));
      assertThat(firing(prometheus)).doesNotContain("ChasquiServiceDown", "ChasquiRequestsFail");
    }
  }

  @Test
  void theirNamesAreAsPrometheusWouldHaveThem() throws IOException {
    makeEverythingSeen();
    for (ServiceProcess service : system.services()) {
      String metrics = Http.call(HttpRequest.newBuilder(service.metrics())).body();
      Path file = Files.writeString(directory.resolve(service.module() + ".txt"), metrics);

      Command.Ended checked =
          new Command(directory, Map.of())
              .run(LIMIT, "sh", "-c", "promtool check metrics < " + file);

      // 3: it can be read, and names could be better.
      assertThat(checked.exitCode()).as(checked.output()).isIn(0, 3);
      assertThat(checked.output().lines().filter(line -> !line.matches(OTHERS)))
          .as(service.module())
          .isEmpty();
      assertThat(metrics).contains("chasqui_");
    }
  }

  private Map<String, String> targets() {
    return system.services().stream()
        .collect(
            Collectors.toMap(
                service -> service.module() + ":9464",
                service -> service.metrics().getAuthority()));
  }

  /** Some metrics come into being only with what they count. */
  private void makeEverythingSeen() {
    setQuota("1000000");
    Set<String> commands = new HashSet<>(backend.send(3));
    backend.sendBytes(system.installation().account().id(), List.of("rubbish".getBytes(UTF_8)));
    Secret key = system.installation().accounts().apiKey(system.newLinked());
    rest("POST", "/api/session/logout", key.value(), "");
    backend.results(all -> Outcome.allFinal(all, commands));
    Awaitility.await("webhooks").atMost(LIMIT).until(() -> subscriber.received() > 3);
  }

  private void setQuota(String perDay) {
    String key = system.installation().apiKey().value();
    rest("PATCH", "/api/account/limits", key, "{\"dailyQuota\":" + perDay + "}");
  }

  private void rest(String method, String path, String key, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(system.sender().url() + path))
            .header("X-API-Key", key)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    assertThat(Http.call(request).statusCode()).as(path).isEqualTo(200);
  }

  /** By where they are from. */
  private static Map<String, String> queries() {
    Map<String, String> queries = new TreeMap<>(Monitoring.dashboardQueries());
    for (Alert alert : Monitoring.alerts()) {
      queries.put(alert.name(), alert.expression());
    }
    return queries;
  }

  /** The metrics and labels that are asked for and are not there. */
  private static Set<String> missing(PrometheusServer prometheus, Map<String, String> queries) {
    Set<String> missing = new TreeSet<>();
    queries.forEach(
        (where, query) -> {
          Set<String> seen = new HashSet<>();
          for (Selection selection : Selection.of(query)) {
            Set<String> labels = labels(prometheus.series(selection.metric()));
            seen.addAll(labels);
            selection.labels().stream()
                .filter(label -> !labels.contains(label))
                .forEach(label -> missing.add(where + ": " + selection.metric() + " " + label));
            if (labels.isEmpty()) {
              missing.add(where + ": " + selection.metric());
            }
          }
          Selection.groupings(query).stream()
              .filter(label -> !seen.contains(label))
              .forEach(label -> missing.add(where + ": by " + label));
        });
    return missing;
  }

  private static Set<String> labels(JsonNode series) {
    return series
        .valueStream()
        .flatMap(each -> each.propertyNames().stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> jobs(JsonNode found) {
    return found
        .valueStream()
        .map(each -> each.path("metric").path("job").asString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> firing(PrometheusServer prometheus) {
    return prometheus
        .query("ALERTS{alertstate=\"firing\"}")
        .valueStream()
        .map(each -> each.path("metric").path("alertname").asString())
        .collect(Collectors.toSet());
  }
}
