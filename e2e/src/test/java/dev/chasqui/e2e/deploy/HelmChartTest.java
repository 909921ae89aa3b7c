package dev.chasqui.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import dev.chasqui.e2e.Project;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The chart is what Helm and Kubernetes take, and fits the services, and the proxy of Compose. */
class HelmChartTest {

  private static final Chart CHART = Chart.example(Map.of());
  private static final JsonNode COMPOSE =
      Chart.documents(Project.read(Project.directory().resolve("docker-compose.yml"))).getFirst();

  private static final Map<String, String> SETTINGS_OF =
      Map.of(
          "sender-service",
          "sender.yml",
          "inbound-service",
          "inbound.yml",
          "webhook-relay",
          "relay.yml");

  private static final Map<String, String> LEAST =
      Map.ofEntries(
          Map.entry("image.tag", "v1"),
          Map.entry("kafka.bootstrapServers", "kafka:9092"),
          Map.entry("schemaRegistry.url", "http://registry:8080"),
          Map.entry("database.url", "jdbc:postgresql://postgres/chasqui"),
          Map.entry("ingress.enabled", "false"),
          Map.entry("networkPolicy.enabled", "false"));

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(CHASQUI_\\w+)(?::([^}]*))?}");
  private static final Pattern ROUTE = Pattern.compile("(?m)^\\s*@(inbound|relay)\\S* path (.+)$");

  @Test
  void helmsLinterFindsNothing() {
    LintResult found = Chart.lint();

    assertThat(found.isFailed()).as("%s", found.getMessages()).isFalse();
    assertThat(found.getMessages()).noneMatch(message -> message.contains("WARNING"));
  }

  @Test
  void whatLacksIsSaidAtOnce() {
    assertThatThrownBy(() -> Chart.of(Map.of()))
        .hasMessageContainingAll(
            "image.tag: ",
            "kafka.bootstrapServers: ",
            "schemaRegistry.url: ",
            "database.url: ",
            "ingress.host: ",
            "trustedProxies: ");
  }

  @ParameterizedTest
  @CsvSource({
    "image.tagg, 1, tagg",
    "database.url, postgres://postgres/chasqui, /database/url",
    "database.url, jdbc:postgresql://postgres/chasqui?password=x, /database/url",
    "kafka.bootstrapServers, kafka, /kafka/bootstrapServers",
    "schemaRegistry.url, https://user:password@registry, /schemaRegistry/url",
    "services.webhook-relay.replicas, 0, /services/webhook-relay/replicas",
    "services.other.replicas, 1, other",
    "services.sender-service.resources.limits.memory, null, memory",
    "drainSeconds, 0, /drainSeconds",
    "startSeconds, 5, /startSeconds",
    "trustedProxies[0], nginx, /trustedProxies/0",
    "env.CHASQUI_BURST, 5, /env/CHASQUI_BURST",
    "env.CHASQUI_ADMIN_TOKEN, abc, CHASQUI_ADMIN_TOKEN is a secret",
    "env.CHASQUI_KAFKA_PROPERTIES_SASL_JAAS_CONFIG, abc, SASL_JAAS_CONFIG is a secret",
    "env.CHASQUI_KAFKA_PROPERTIES_SSL_KEYSTORE_KEY, abc, SSL_KEYSTORE_KEY is a secret",
    "services.webhook-relay.env.CHASQUI_DRAIN, 9s, CHASQUI_DRAIN is the value drainSeconds",
    "ingress.host, *.example.com, /ingress/host",
    "networkPolicy.metrics, null, networkPolicy.metrics",
  })
  void aWrongValueIsRefusedByName(String path, String value, String named) {
    assertThatThrownBy(() -> Chart.example(Map.of(path, value))).hasMessageContaining(named);
  }

  @Test
  void whatNamesATokenIsNone() {
    String url = "CHASQUI_KAFKA_PROPERTIES_SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL";

    assertThat(Chart.example(Map.of("env." + url, "https://login")).environment("webhook-relay"))
        .containsEntry(url, "https://login")
        .containsEntry("CHASQUI_LOG_FORMAT", "logstash");
  }

  @Test
  void kubernetesTakesWhatItMakes() throws IOException {
    for (Chart chart : List.of(CHART, Chart.of(LEAST))) {
      for (JsonNode object : chart.objects()) {
        if (KubernetesApi.knows(object)) {
          KubernetesApi.check(object);
        } else {
          assertThat(object.path("apiVersion").asString()).isEqualTo("monitoring.coreos.com/v1");
        }
      }
    }
    assertThat(CHART.objects()).extracting(Chart::kind).doesNotContain("Secret");
    assertThat(CHART.all("Deployment")).hasSize(SETTINGS_OF.size());
    assertThat(Chart.of(LEAST).objects())
        .extracting(Chart::kind)
        .doesNotContain("Ingress", "NetworkPolicy", "PodMonitor", "PrometheusRule")
        .contains("Deployment", "Service", "PodDisruptionBudget", "ServiceAccount");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sender-service", "inbound-service", "webhook-relay"})
  void whatIsSetIsReadByTheService(String service) {
    Map<String, String> read = settings(service);
    JsonNode composed = COMPOSE.path("services").path(service);

    Set<String> set = new TreeSet<>(CHART.environment(service).keySet());
    assertThat(set)
        .contains("CHASQUI_KAFKA", "CHASQUI_DATABASE_URL", "CHASQUI_SCHEMA_REGISTRY_URL");
    set.removeIf(name -> !name.startsWith("CHASQUI_"));
    assertThat(read.keySet()).containsAll(set).containsAll(CHART.files(service));
    assertThat(CHART.files(service))
        .containsExactlyInAnyOrderElementsOf(texts(composed.path("secrets"), "target"));
    assertThat(CHART.environment(service).get("SPRING_CONFIG_IMPORT"))
        .isEqualTo("configtree:" + mount(service, "secrets") + "/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sender-service", "inbound-service", "webhook-relay"})
  void portsAndProbesAreTheServices(String service) {
    Map<String, String> read = settings(service);
    JsonNode container = CHART.container(service);
    Map<String, String> ports = new TreeMap<>();
    container
        .path("ports")
        .forEach(
            port -> ports.put(port.path("name").asString(), port.path("containerPort").asString()));

    assertThat(ports)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "http", read.get("CHASQUI_PORT"), "metrics", read.get("CHASQUI_MANAGEMENT_PORT")));
    assertThat(probe(container, "readinessProbe")).isEqualTo("http /readyz");
    assertThat(probe(container, "livenessProbe")).isEqualTo("metrics /actuator/health/liveness");
    assertThat(probe(container, "startupProbe")).isEqualTo("metrics /actuator/health/liveness");
    // What the image says must not be taken back: it listens on all addresses, but for the admin
    // API.
    assertThat(CHART.environment(service))
        .doesNotContainKeys("CHASQUI_HOST", "CHASQUI_MANAGEMENT_HOST", "CHASQUI_ADMIN_HOST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sender-service", "inbound-service", "webhook-relay"})
  void podsAreRestrictedAsInCompose(String service) {
    JsonNode pod = CHART.pod(service).path("spec");
    JsonNode container = CHART.container(service);
    JsonNode guarded = container.path("securityContext");
    JsonNode composed = COMPOSE.path("services").path(service);

    assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
    assertThat("USER " + pod.path("securityContext").path("runAsUser").asString())
        .isSubstringOf(Project.read(Project.directory().resolve("Dockerfile")));
    assertThat(pod.path("securityContext").path("seccompProfile").path("type").asString())
        .isEqualTo("RuntimeDefault");
    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
    assertThat(guarded.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(guarded.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(guarded.path("capabilities").path("drop").path(0).asString()).isEqualTo("ALL");

    assertThat(container.path("image").asString())
        .startsWith(
            "registry.example.com/" + composed.path("image").asString().split(":", -1)[0] + ":");
    assertThat(container.path("resources").path("limits").path("memory").asString())
        .isEqualTo(composed.path("mem_limit").asString().replace("m", "Mi"));
    assertThat(container.path("resources").path("limits").path("cpu").asString()).isNotEmpty();
    // Beside the time in which it goes on.
    assertThat(
            pod.path("terminationGracePeriodSeconds").asInt()
                - seconds(Objects.requireNonNull(CHART.environment(service).get("CHASQUI_DRAIN"))))
        .isEqualTo(
            seconds(composed.path("stop_grace_period").asString())
                - seconds(composed.path("environment").path("CHASQUI_DRAIN").asString()));
    assertThat(mount(service, "tmp")).isEqualTo("/tmp");
    composed
        .path("volumes")
        .forEach(uploads -> assertThat(mount(service, "uploads")).isEqualTo(uploads.asString()));
  }

  @Test
  void aNewVersionTakesNothingAway() {
    assertThat(CHART.all("Deployment"))
        .allSatisfy(
            deployment -> {
              JsonNode spec = deployment.path("spec");
              assertThat(spec.path("replicas").asInt()).isEqualTo(2);
              assertThat(
                      spec.path("strategy").path("rollingUpdate").path("maxUnavailable").asInt(-1))
                  .isZero();
              assertThat(spec.path("strategy").path("rollingUpdate").path("maxSurge").asInt())
                  .isEqualTo(1);
            });
  }

  @Test
  void eachSelectorMeansThePodsOfOneService() {
    for (String service : SETTINGS_OF.keySet()) {
      JsonNode labels = CHART.pod(service).path("metadata").path("labels");
      for (JsonNode object : CHART.objects()) {
        JsonNode selector = object.path("spec").path("selector");
        if (!selector.isMissingNode()) {
          JsonNode wanted = selector.path("matchLabels");
          assertThat((wanted.isMissingNode() ? selector : wanted).equals(labels))
              .as(object.toString())
              .isEqualTo(Chart.name(object).equals("chasqui-" + service));
        }
      }
    }
  }

  @Test
  void theIngressRoutesAsTheProxyDoes() {
    Map<String, String> proxied = new TreeMap<>(Map.of("/", "chasqui-sender-service"));
    String caddyfile = Project.read(Project.directory().resolve("deploy").resolve("Caddyfile"));
    for (MatchResult route : ROUTE.matcher(caddyfile).results().toList()) {
      for (String path : route.group(2).strip().split(" ", -1)) {
        proxied.put(
            path.replaceFirst("/\\*$", ""),
            route.group(1).equals("relay") ? "chasqui-webhook-relay" : "chasqui-inbound-service");
      }
    }

    Map<String, String> routed = new TreeMap<>();
    for (JsonNode path :
        CHART
            .all("Ingress")
            .getFirst()
            .path("spec")
            .path("rules")
            .path(0)
            .path("http")
            .path("paths")) {
      assertThat(path.path("pathType").asString()).isEqualTo("Prefix");
      routed.put(
          path.path("path").asString(),
          path.path("backend").path("service").path("name").asString());
    }

    assertThat(routed).isEqualTo(proxied).hasSizeGreaterThan(5);
  }

  @Test
  void alertsAndJobsAreThoseOfTheProject() {
    JsonNode monitoring = monitoring("prometheus.yml");
    List<String> jobs = new ArrayList<>();
    for (JsonNode monitor : CHART.all("PodMonitor")) {
      JsonNode endpoint = monitor.path("spec").path("podMetricsEndpoints").path(0);
      assertThat(endpoint.path("port").asString()).isEqualTo("metrics");
      assertThat(endpoint.path("path").asString())
          .isEqualTo(monitoring.path("scrape_configs").path(0).path("metrics_path").asString());
      jobs.add(endpoint.path("relabelings").path(0).path("replacement").asString());
    }

    assertThat(jobs)
        .containsExactlyInAnyOrderElementsOf(texts(monitoring.path("scrape_configs"), "job_name"));
    assertThat(CHART.all("PrometheusRule"))
        .singleElement()
        .satisfies(
            rule -> assertThat(rule.path("spec")).isEqualTo(monitoring("rules/chasqui.yml")));
  }

  private static JsonNode monitoring(String file) {
    return Chart.documents(Project.read(Project.directory().resolve("monitoring").resolve(file)))
        .getFirst();
  }

  /** The variables that a service reads, with their defaults. */
  private static Map<String, String> settings(String service) {
    Map<String, String> settings = new TreeMap<>();
    for (String file :
        List.of(
            "access/src/main/resources/chasqui.yml",
            service + "/src/main/resources/" + SETTINGS_OF.get(service))) {
      for (MatchResult found :
          PLACEHOLDER.matcher(Project.read(Project.directory().resolve(file))).results().toList()) {
        settings.put(found.group(1), found.group(2) == null ? "" : found.group(2));
      }
    }
    return settings;
  }

  private static String probe(JsonNode container, String probe) {
    JsonNode get = container.path(probe).path("httpGet");
    return get.path("port").asString() + " " + get.path("path").asString();
  }

  private static String mount(String service, String volume) {
    for (JsonNode mount : CHART.container(service).path("volumeMounts")) {
      if (mount.path("name").asString().equals(volume)) {
        return mount.path("mountPath").asString();
      }
    }
    throw new AssertionError(service + " has no " + volume);
  }

  private static int seconds(String period) {
    return Integer.parseInt(period.replaceFirst("s$", ""));
  }

  private static List<String> texts(JsonNode objects, String field) {
    List<String> texts = new ArrayList<>();
    objects.forEach(object -> texts.add(object.path(field).asString()));
    return texts;
  }
}
