package dev.chasqui.e2e.deploy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import dev.chasqui.e2e.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Helm makes of the chart. Immutable.
 *
 * @param objects as Kubernetes would be given them
 */
public record Chart(List<JsonNode> objects) {

  /** The oldest that it is for. */
  private static final String KUBERNETES = "1.30";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Path DIRECTORY = Project.directory().resolve("deploy").resolve("helm");

  /**
   * Of the release {@code chasqui}, with the values of the example.
   *
   * @param values that stand instead of the example's, by their path
   * @throws IllegalStateException if Helm refuses them; the message is Helm's
   */
  public static Chart example(Map<String, String> values) {
    return render(
        helm().template().withValuesFile(DIRECTORY.resolve("values-example.yaml")), values);
  }

  /** As {@link #example}, of nothing but {@code values}. */
  static Chart of(Map<String, String> values) {
    return render(helm().template(), values);
  }

  /** {@code helm lint --strict}. */
  static LintResult lint() {
    return helm().lint().strict().call();
  }

  private static Helm helm() {
    return new Helm(DIRECTORY.resolve("chasqui"));
  }

  private static Chart render(TemplateCommand template, Map<String, String> values) {
    values.forEach(template::set);
    return new Chart(documents(template.withName("chasqui").withKubeVersion(KUBERNETES).call()));
  }

  /** The documents of a YAML file, but for empty ones. */
  static List<JsonNode> documents(String yaml) {
    List<JsonNode> documents = new ArrayList<>();
    new Yaml()
        .loadAll(yaml)
        .forEach(
            document -> {
              if (document != null) {
                documents.add(JSON.valueToTree(document));
              }
            });
    return List.copyOf(documents);
  }

  /** Those of a kind. */
  List<JsonNode> all(String kind) {
    return objects.stream().filter(object -> kind.equals(kind(object))).toList();
  }

  static String kind(JsonNode object) {
    return object.path("kind").asString();
  }

  static String name(JsonNode object) {
    return object.path("metadata").path("name").asString();
  }

  /** The Pods of a service, as its Deployment describes them. */
  JsonNode pod(String service) {
    return all("Deployment").stream()
        .filter(deployment -> name(deployment).equals("chasqui-" + service))
        .findFirst()
        .orElseThrow()
        .path("spec")
        .path("template");
  }

  /** The only container of a service's Pods. */
  public JsonNode container(String service) {
    JsonNode containers = pod(service).path("spec").path("containers");
    if (containers.size() != 1) {
      throw new IllegalStateException(service + " has not one container: " + containers);
    }
    return containers.path(0);
  }

  /** The variables of a service, without those that are files. */
  public Map<String, String> environment(String service) {
    Map<String, String> environment = new TreeMap<>();
    for (JsonNode variable : container(service).path("env")) {
      environment.put(variable.path("name").asString(), variable.path("value").asString());
    }
    return environment;
  }

  /** The settings of a service that are files: their names. */
  public List<String> files(String service) {
    List<String> files = new ArrayList<>();
    for (JsonNode volume : pod(service).path("spec").path("volumes")) {
      for (JsonNode source : volume.path("projected").path("sources")) {
        for (JsonNode item : source.path("secret").path("items")) {
          files.add(item.path("path").asString());
        }
      }
    }
    return files;
  }
}
