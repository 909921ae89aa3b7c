package dev.chasqui.e2e.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.Command;
import dev.chasqui.e2e.Project;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An installation of its own, beside which the other tests run. Its tests do not run beside each
 * other: each finds what is built newer than what was unpacked, and unpacks it again.
 */
@Execution(ExecutionMode.CONCURRENT)
class StandaloneTest {

  private final Launcher launcher;
  private final Processes processes;

  StandaloneTest(@TempDir Path directory) throws IOException {
    this.launcher = new Launcher(directory.toRealPath());
    this.processes = new Processes(launcher.home());
  }

  @AfterEach
  void leaveNothingRunning() {
    processes.all().forEach(ProcessHandle::destroyForcibly);
    awaitNone();
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void anInstallationLivesThroughStopsAndKills() throws IOException {
    assertThat(launcher.run("status").exitCode()).isNotZero();
    String output = launcher.succeed("up", "--detach");
    String credentials = launcher.credentials();
    assertThat(output)
        .contains(launcher.home().resolve("credentials.json").toString())
        .doesNotContain("chq_", "clientSecret");
    assertThat(permissions("credentials.json")).isEqualTo("rw-------");
    assertThat(launcher.succeed("status")).contains("PostgreSQL", "Kafka").doesNotContain("NOT");
    demo(20);
    if (Project.sbom("standalone").isPresent()) {
      assertThat(Project.sbom("standalone")).hasValue(components());
    }
    String key = keyFromTheCommandLine();

    launcher.succeed("down");
    assertThat(processes.all()).isEmpty();
    assertThat(launcher.run("keys", "list").output()).contains("start it with ./chasqui up");
    assertThat(launcher.run("status").exitCode()).isNotZero();
    launcher.succeed("up", "--detach");
    demo(5);
    assertThat(launcher.succeed("keys", "list")).contains("first start", "end to end", key);

    assertThat(launcher.succeed("up", "--detach"))
        .contains("is up already", "CHASQUI_PORT", "./chasqui down first");
    processes.registry().destroyForcibly();
    Awaitility.await().until(() -> launcher.run("status").exitCode() != 0);
    assertThat(launcher.run("status").output())
        .containsPattern("process \\d+, NOT READY")
        .contains("./chasqui down, then ./chasqui up");
    Command.Ended refused = launcher.run("up", "--detach");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.output()).containsPattern("Registry +http\\S+ +NOT READY \\(no answer\\)");
    assertThat(refused.output()).doesNotContain("Services");

    processes.jvm().destroyForcibly();
    awaitNone();
    launcher.succeed("up", "--detach");
    demo(5);

    processes.all().forEach(ProcessHandle::destroyForcibly);
    launcher.succeed("up", "--detach");
    demo(5);
    assertThat(launcher.credentials()).isEqualTo(credentials);

    assertThat(launcher.run("reset", "--yes").output()).contains("stop it first");
    launcher.succeed("down");
    assertThat(launcher.run("reset").exitCode()).isNotZero();
    launcher.succeed("reset", "--yes");
    assertThat(launcher.home()).doesNotExist();
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void whoBuildsIsTold() throws IOException {
    Process other = new ProcessBuilder("bash", "-c", "exec -a ./chasqui sleep 600").start();
    Path mark = Project.directory().resolve("standalone").resolve("target").resolve("building");
    Files.writeString(mark, other.pid() + "\n");
    try {
      assertThat(launcher.run("status").output())
          .contains("is being built (process %d)".formatted(other.pid()));
      assertThat(launcher.run("down").exitCode()).isEqualTo(1);
    } finally {
      other.destroyForcibly().onExit().join();
    }
    assertThat(launcher.run("status").output()).contains("is not running");
    assertThat(launcher.run("down").exitCode()).isZero();
    Files.delete(mark);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHASQUI_PORT", "CHASQUI_POSTGRES_PORT"})
  @Execution(ExecutionMode.SAME_THREAD)
  void aTakenPortIsAnErrorThatNamesThePortAndItsVariable(String variable) throws IOException {
    int port = launcher.port(variable);
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      Command.Ended refused = launcher.run("up", "--detach");

      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.output()).contains("port " + port + " is taken", variable + "=");
      assertThat(other.isBound()).isTrue();
    }
  }

  /** Makes a key; gives its first characters. */
  private String keyFromTheCommandLine() throws IOException {
    assertThat(permissions("admin.token")).isEqualTo("rw-------");
    assertThat(launcher.succeed("accounts", "check", "1")).contains("WhatsApp takes account 1");
    String key = launcher.succeed("keys", "add", "--name", "end to end").lines().toList().getLast();
    assertThat(key).matches("chq_[0-9a-f]{64}");
    return key.substring(0, 8);
  }

  /** What it is made of, as the management port says. */
  private String components() throws IOException {
    int port = launcher.port("CHASQUI_MANAGEMENT_PORT");
    URL address =
        URI.create("http://127.0.0.1:%d/actuator/sbom/application".formatted(port)).toURL();
    try (InputStream answer = address.openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void demo(int messages) {
    List<String> lines =
        launcher.succeed("demo", "--messages", Integer.toString(messages)).lines().toList();
    assertThat(lines).anyMatch(line -> line.contains("%d of %d".formatted(messages, messages)));
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(launcher.home().resolve(name)));
  }

  private void awaitNone() {
    Awaitility.await("no process left behind")
        .atMost(Duration.ofSeconds(40))
        .until(() -> processes.all().isEmpty());
  }
}
