package dev.chasqui.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does without anything built or running. */
class LauncherTest {

  private static final Path LAUNCHER =
      Path.of(System.getProperty("chasqui.project.dir", ".."), "chasqui").toAbsolutePath();

  @TempDir Path elsewhere;

  private record Outcome(int exit, String output) {}

  @Test
  void helpNamesEveryCommandAndEveryVariable() throws Exception {
    assertThat(run(LAUNCHER, "help").output())
        .contains("up --detach", "status", "demo", "logs", "down", "reset --yes", "test")
        .contains("tenants", "accounts", "keys", "clients", "CHASQUI_ADMIN_PORT")
        .contains("CHASQUI_PORT", "CHASQUI_KAFKA_PORT", "CHASQUI_REGISTRY_PORT")
        .contains("CHASQUI_SIMULATOR_PORT", "CHASQUI_POSTGRES_PORT", "CHASQUI_HOST");
  }

  @Test
  void anUnknownCommandIsMisuse() throws Exception {
    Outcome outcome = run(LAUNCHER, "fly");

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.output()).contains("there is no command fly").contains("Usage:");
  }

  @Test
  void withoutARunningSystemStatusSaysSoAndIsNotZero() throws Exception {
    Outcome outcome = run(LAUNCHER, "status");

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.output()).contains("Chasqui is not running; start it with ./chasqui up");
  }

  @Test
  void itWorksThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("c"), LAUNCHER);

    assertThat(run(link, "down")).isEqualTo(new Outcome(0, "Chasqui is not running\n"));
  }

  @Test
  void resetWantsYesAndDeletesOnlyWhatIsOurs() throws Exception {
    Path state = Files.createDirectories(elsewhere.resolve("state"));
    Files.createDirectories(state.resolve("kafka"));
    Files.createDirectories(state.resolve("uploads"));
    Files.writeString(state.resolve("notes.txt"), "mine");

    assertThat(run(LAUNCHER, "reset").exit()).isEqualTo(2);
    assertThat(state.resolve("kafka")).exists();
    assertThat(run(LAUNCHER, "reset", "--yes").exit()).isZero();
    assertThat(state.resolve("kafka")).doesNotExist();
    assertThat(state.resolve("uploads")).doesNotExist();
    assertThat(state.resolve("notes.txt")).exists();
  }

  private Outcome run(Path launcher, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(elsewhere.toFile());
    builder.environment().put("CHASQUI_HOME", elsewhere.resolve("state").toString());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), output);
  }
}
