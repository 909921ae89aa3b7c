package dev.chasqui.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {

  @TempDir Path home;

  @Test
  void theSystemThatRunsIsFoundByItsFiles() throws IOException {
    system(ProcessHandle.current().pid(), "admin_port=3001\n");

    Target target = Target.of(Map.of(), home);

    assertThat(target.url()).isEqualTo("http://127.0.0.1:3001");
    assertThat(target.token()).isEqualTo("the-token");
    assertThat(target.simulator()).isEqualTo("http://127.0.0.1:3100");
    assertThat(target.toString()).doesNotContain("the-token");
  }

  @Test
  void theTokenIsNotSentToWhoeverHasThePortOfAKilledSystem() throws IOException {
    system(4_000_000_000L, "admin_port=3001\n");

    assertThatThrownBy(() -> Target.of(Map.of(), home))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("not running");
  }

  @Test
  void aSystemOfAnOlderVersionHasToBeRestarted() throws IOException {
    system(ProcessHandle.current().pid(), "");

    assertThatThrownBy(() -> Target.of(Map.of(), home)).hasMessageContaining("restart it");
  }

  @Test
  void anotherSenderIsNamedByTheEnvironment() {
    String url = "https://admin.internal:3001/";

    assertThatThrownBy(() -> Target.of(Map.of("CHASQUI_ADMIN_URL", url), home))
        .hasMessageContaining("CHASQUI_ADMIN_TOKEN");
    assertThatThrownBy(() -> Target.of(Map.of("CHASQUI_ADMIN_URL", "admin:3001"), home))
        .hasMessageContaining("must be such as");
    assertThat(Target.of(Map.of("CHASQUI_ADMIN_URL", url, "CHASQUI_ADMIN_TOKEN", "t"), home).url())
        .isEqualTo("https://admin.internal:3001");
  }

  @Test
  void itsTokenMayBeInAFile() throws IOException {
    Path file = home.resolve("secret");
    Map<String, String> environment =
        Map.of(
            "CHASQUI_ADMIN_URL", "http://sender:3001", "CHASQUI_ADMIN_TOKEN_FILE", file.toString());

    assertThatThrownBy(() -> Target.of(environment, home)).hasMessageContaining(file.toString());

    Files.writeString(file, "the-token\n");

    assertThat(Target.of(environment, home).token()).isEqualTo("the-token");
  }

  private void system(long pid, String adminPort) throws IOException {
    Files.writeString(
        home.resolve("run"),
        "pid=%d\nhost=127.0.0.1\nsimulator_port=3100\n%s".formatted(pid, adminPort));
    Files.writeString(home.resolve("admin.token"), "the-token\n");
  }
}
