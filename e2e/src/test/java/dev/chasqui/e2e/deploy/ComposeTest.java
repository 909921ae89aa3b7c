package dev.chasqui.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.Project;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Each container of {@code docker-compose.yml} is confined, and finds what it names. */
class ComposeTest {

  private static final JsonNode COMPOSE = file("docker-compose.yml");

  /** The first ends by itself; the images of the others have nothing that could ask. */
  private static final Set<String> WITHOUT_HEALTH = Set.of("admin", "otel-collector", "jaeger");

  private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|SECRET|TOKEN|MASTER_KEY).*");

  private static JsonNode file(String name) {
    return Chart.documents(Project.read(Project.directory().resolve(name))).getFirst();
  }

  static Set<Map.Entry<String, JsonNode>> containers() {
    return COMPOSE.path("services").properties();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(
        item -> texts.add(item.isString() ? item.asString() : item.path("source").asString()));
    return texts;
  }

  @ParameterizedTest
  @MethodSource("containers")
  void itHasNoMoreThanItNeeds(Map.Entry<String, JsonNode> container) {
    JsonNode its = container.getValue();

    assertThat(texts(its.path("cap_drop"))).containsExactly("ALL");
    assertThat(texts(its.path("security_opt"))).contains("no-new-privileges:true");
    assertThat(its.propertyNames())
        .contains("mem_limit", "cpus", "pids_limit")
        .doesNotContain("privileged", "network_mode", "pid");
    assertThat(texts(its.path("cap_add"))).isSubsetOf("NET_BIND_SERVICE");
    assertThat(texts(its.path("volumes"))).noneMatch(volume -> volume.startsWith("/var/run"));
    if (!container.getKey().equals("proxy")) {
      assertThat(texts(its.path("ports"))).allMatch(port -> port.startsWith("127.0.0.1:"));
    }
  }

  @ParameterizedTest
  @MethodSource("containers")
  void itSaysWhetherItIsWell(Map.Entry<String, JsonNode> container) {
    assertThat(container.getValue().has("healthcheck"))
        .isEqualTo(!WITHOUT_HEALTH.contains(container.getKey()));
  }

  @ParameterizedTest
  @MethodSource("containers")
  void whatItNamesIsThere(Map.Entry<String, JsonNode> container) {
    JsonNode its = container.getValue();

    for (String volume : texts(its.path("volumes"))) {
      String source = volume.split(":", 2)[0];
      if (source.startsWith("./")) {
        assertThat(Project.directory().resolve(source)).exists();
      } else if (!source.startsWith("/")) {
        assertThat(COMPOSE.path("volumes").has(source)).as(source).isTrue();
      }
    }
    assertThat(texts(its.path("secrets"))).allMatch(COMPOSE.path("secrets")::has);
    assertThat(texts(its.path("networks"))).isNotEmpty().allMatch(COMPOSE.path("networks")::has);
  }

  /** Else what runs changes by whole versions without anybody's doing. */
  @ParameterizedTest
  @MethodSource("containers")
  void itIsBuiltHereOrOfAVersion(Map.Entry<String, JsonNode> container) {
    JsonNode its = container.getValue();
    if (!its.has("build")) {
      assertThat(its.path("image").asString()).matches(".+:v?\\d+[.\\w-]*");
    }
  }

  @ParameterizedTest
  @MethodSource("containers")
  void itsSecretsAreFiles(Map.Entry<String, JsonNode> container) {
    assertThat(container.getValue().path("environment").propertyNames())
        .filteredOn(SECRET.asMatchPredicate())
        .allMatch(name -> name.endsWith("_FILE"));
  }

  @Test
  void theCollectorKnowsThePartsOfItsPipelines() {
    JsonNode collector = file("deploy/otel-collector.yml");
    JsonNode pipelines = collector.path("service").path("pipelines");

    assertThat(pipelines).isNotEmpty();
    pipelines.forEach(
        pipeline ->
            pipeline.forEachEntry(
                (kind, parts) ->
                    assertThat(texts(parts)).isNotEmpty().allMatch(collector.path(kind)::has)));
    assertThat(host("http://" + collector.at("/exporters/otlp/endpoint").asString()))
        .isEqualTo("jaeger");
  }

  @Test
  void grafanaFindsPrometheusAndTheDashboards() {
    JsonNode source = file("deploy/grafana/datasources.yml").at("/datasources/0");
    JsonNode dashboards = file("deploy/grafana/dashboards.yml").at("/providers/0");
    List<String> mounted = texts(COMPOSE.at("/services/grafana/volumes"));

    assertThat(host(source.path("url").asString())).isEqualTo("prometheus");
    assertThat(mounted)
        .contains("./monitoring/dashboards:" + dashboards.at("/options/path").asString() + ":ro");
  }

  private static String host(String url) {
    return URI.create(url).getHost();
  }

  /** The container's side of what it mounts is where its configuration looks for it. */
  @ParameterizedTest
  @ValueSource(strings = {"prometheus", "otel-collector"})
  void itsConfigurationIsThatWhichIsMounted(String container) {
    JsonNode its = COMPOSE.path("services").path(container);
    Stream<String> config =
        texts(its.path("command")).stream()
            .filter(argument -> argument.startsWith("--config"))
            .map(argument -> argument.substring(argument.indexOf('=') + 1));

    assertThat(config)
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(texts(its.path("volumes")))
                    .anyMatch(volume -> volume.contains(":" + Path.of(file) + ":")));
  }
}
