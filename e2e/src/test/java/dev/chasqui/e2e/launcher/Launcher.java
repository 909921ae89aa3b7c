package dev.chasqui.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.Command;
import dev.chasqui.e2e.Project;
import dev.chasqui.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** {@code ./chasqui} with a home and ports of its own, so that it meets no other. */
final class Launcher {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int SHOWN_LINES = 40;
  private static final List<String> PORTS =
      List.of(
          "CHASQUI_PORT",
          "CHASQUI_KAFKA_PORT",
          "CHASQUI_REGISTRY_PORT",
          "CHASQUI_SIMULATOR_PORT",
          "CHASQUI_POSTGRES_PORT",
          "CHASQUI_MANAGEMENT_PORT",
          "CHASQUI_ADMIN_PORT");

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Command command;

  /**
   * @param directory gets the home and the output of commands
   */
  Launcher(Path directory) {
    Project.markBuilt();
    this.home = directory.resolve("home");
    PORTS.forEach(variable -> environment.put(variable, Integer.toString(Ports.free())));
    environment.put("CHASQUI_HOME", home.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    this.command = new Command(directory, environment);
  }

  Command.Ended run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = Project.directory().resolve("chasqui").toString();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return command.run(LIMIT, all);
  }

  /** Runs it; fails with what it printed if it does not end with 0. */
  String succeed(String... arguments) {
    Command.Ended ended = run(arguments);
    assertThat(ended.exitCode())
        .as(
            () ->
                "./chasqui %s:%n%s%nThe end of its log:%n%s"
                    .formatted(String.join(" ", arguments), ended.output(), endOfLog()))
        .isZero();
    return ended.output();
  }

  private String endOfLog() {
    Path log = home.resolve("log").resolve("chasqui.log");
    List<String> lines = Files.exists(log) ? Project.read(log).lines().toList() : List.of();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  Path home() {
    return home;
  }

  /** The port of a part, by its variable. */
  int port(String variable) {
    return Integer.parseInt(Objects.requireNonNull(environment.get(variable)));
  }

  String credentials() {
    try {
      return Files.readString(home.resolve("credentials.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
