package dev.chasqui.e2e.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.Command;
import dev.chasqui.e2e.Project;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The documentation's Java example, compiled and run as it stands, against the real system. */
@ExtendWith(SharedProcesses.class)
class JavaExampleTest {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  @Test
  void aCommandFromJavaIsSent(ThreeProcesses system, @TempDir Path directory) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path example = Project.directory().resolve("docs/examples/java/SendCommandExample.java");
    Command command =
        new Command(
            directory,
            Map.of(
                "CHASQUI_KAFKA", system.kafka(),
                "CHASQUI_SCHEMA_REGISTRY_URL", system.registry()));

    Command.Ended sent =
        command.run(
            LIMIT,
            java,
            "-cp",
            System.getProperty("java.class.path"),
            example.toString(),
            Long.toString(system.installation().account().id()),
            "573001999998",
            "Hello from Java");

    assertThat(sent.exitCode()).as(sent.output()).isZero();
    assertThat(sent.output()).contains("SENT wamid.");
  }
}
