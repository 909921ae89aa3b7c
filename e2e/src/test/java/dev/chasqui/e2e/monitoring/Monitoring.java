package dev.chasqui.e2e.monitoring;

import dev.chasqui.e2e.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of the folder {@code monitoring}, read. */
public final class Monitoring {

  private static final JsonMapper JSON = new JsonMapper();

  private Monitoring() {}

  /**
   * A rule.
   *
   * @param expression in PromQL
   * @param runbook where it says what to do
   */
  public record Alert(String name, String expression, String severity, String runbook) {}

  public static Path directory() {
    return Project.directory().resolve("monitoring");
  }

  /** All alerts, in the order of the file. */
  public static List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    JsonNode rules = yaml(directory().resolve("rules").resolve("chasqui.yml"));
    for (JsonNode group : rules.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        alerts.add(
            new Alert(
                rule.path("alert").asString(),
                rule.path("expr").asString(),
                rule.path("labels").path("severity").asString(),
                rule.path("annotations").path("runbook_url").asString()));
      }
    }
    return alerts;
  }

  /** The names of the alerts that have a unit test in which they fire. */
  public static List<String> testedAlerts() {
    JsonNode tests = yaml(directory().resolve("rules").resolve("chasqui_test.yml"));
    List<String> names = new ArrayList<>();
    for (JsonNode test : tests.path("tests")) {
      for (JsonNode each : test.path("alert_rule_test")) {
        if (!each.path("exp_alerts").isEmpty()) {
          names.add(each.path("alertname").asString());
        }
      }
    }
    return names;
  }

  /** The query of each panel, by dashboard and title; Grafana's variables have values. */
  public static Map<String, String> dashboardQueries() {
    Map<String, String> queries = new TreeMap<>();
    for (Path file : Project.list(directory().resolve("dashboards"))) {
      for (JsonNode panel : JSON.readTree(Project.read(file)).path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          String name =
              "%s: %s (%s)"
                  .formatted(
                      file.getFileName(),
                      panel.path("title").asString(),
                      target.path("refId").asString());
          queries.put(name, target.path("expr").asString().replace("$__rate_interval", "1m"));
        }
      }
    }
    return queries;
  }

  private static JsonNode yaml(Path file) {
    Object read = new Yaml().load(Project.read(file));
    return JSON.valueToTree(read);
  }
}
