package dev.chasqui.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chasqui.e2e.Command;
import dev.chasqui.e2e.Project;
import dev.chasqui.e2e.monitoring.Monitoring.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** The alerts do what they say, and each has its section in the runbook. */
class AlertsTest {

  private static final Pattern SECTION = Pattern.compile("(?m)^### (Chasqui\\w+)$");
  private static final Pattern PARTS =
      Pattern.compile("(?s)\\*\\*Means\\*\\*: .*\\*\\*Look at\\*\\*: .*\\*\\*Do\\*\\*: .*");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check config prometheus.yml",
        "check config compose.yml",
        "check rules rules/chasqui.yml",
        "test rules rules/chasqui_test.yml"
      })
  void promtoolFindsNothingWrong(String arguments) throws IOException {
    assumeTrue(
        Command.exists("promtool"),
        "NOT RUN: promtool is missing; apt-get install --no-install-recommends prometheus");
    // A command's output is kept beside what it works on.
    FileSystemUtils.copyRecursively(Monitoring.directory(), directory);
    Files.copy(
        Project.directory().resolve("deploy/prometheus.yml"), directory.resolve("compose.yml"));

    Command.Ended ended =
        new Command(directory, Map.of())
            .run(Duration.ofMinutes(1), ("promtool " + arguments).split(" ", -1));

    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  @Test
  void eachIsTested() {
    assertThat(Monitoring.testedAlerts()).containsAll(names());
  }

  @Test
  void eachSaysHowUrgentItIsAndWhereItsRunbookIs() {
    assertThat(Monitoring.alerts())
        .allSatisfy(
            alert -> {
              assertThat(Set.of("page", "ticket")).contains(alert.severity());
              assertThat(alert.runbook())
                  .isEqualTo("docs/operations.md#" + alert.name().toLowerCase(Locale.ROOT));
            });
  }

  @Test
  void eachHasASectionInTheRunbookThatSaysWhatToDo() throws IOException {
    String runbook = Files.readString(Project.directory().resolve("docs/operations.md"));

    List<String> sections =
        SECTION.matcher(runbook).results().map(found -> found.group(1)).toList();

    assertThat(sections).containsExactlyElementsOf(names());
    assertThat(Pattern.compile("(?m)^##+ ").splitAsStream(runbook))
        .filteredOn(text -> text.startsWith("Chasqui"))
        .hasSameSizeAs(sections)
        .allSatisfy(text -> assertThat(text).containsPattern(PARTS));
  }

  private static List<String> names() {
    return Monitoring.alerts().stream().map(Alert::name).toList();
  }
}
