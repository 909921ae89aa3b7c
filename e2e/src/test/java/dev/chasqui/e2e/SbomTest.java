package dev.chasqui.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service's list of components says against what the service has inside. */
class SbomTest {

  private static final String LIBRARIES = "BOOT-INF/lib/";

  @ParameterizedTest
  @ValueSource(strings = {"sender-service", "inbound-service", "webhook-relay", "standalone"})
  void itNamesEveryLibraryWithALicence(String module) throws IOException {
    Optional<String> sbom = Project.sbom(module);
    assumeTrue(sbom.isPresent(), "NOT RUN: Maven lists no components without network");
    JsonNode components = new JsonMapper().readTree(sbom.orElseThrow()).path("components");

    assertThat(components.valueStream().map(SbomTest::fileName))
        .isNotEmpty()
        .containsAll(libraries(module));
    assertThat(components.valueStream())
        .allSatisfy(component -> assertThat(component.path("licenses")).isNotEmpty());
  }

  /** All but what Spring Boot adds when it packs the jar. */
  private static Set<String> libraries(String module) throws IOException {
    try (JarFile jar = new JarFile(Project.execJar(module).toFile())) {
      return jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(LIBRARIES) && name.endsWith(".jar"))
          .map(name -> name.substring(LIBRARIES.length()))
          .filter(name -> !name.startsWith("spring-boot-jarmode-tools-"))
          .collect(Collectors.toSet());
    }
  }

  private static String fileName(JsonNode component) {
    return "%s-%s.jar"
        .formatted(component.path("name").asString(), component.path("version").asString());
  }
}
