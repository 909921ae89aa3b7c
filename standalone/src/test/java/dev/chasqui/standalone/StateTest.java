package dev.chasqui.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.access.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateTest {

  @TempDir Path home;

  @Test
  void theMasterKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
    Secret first = MasterKey.in(home);

    assertThat(MasterKey.in(home)).isEqualTo(first);
    assertThat(first.value()).matches("[0-9a-f]{64}");
    assertThat(permissions("master.key")).isEqualTo("rw-------");
  }

  @Test
  void aLostMasterKeyIsNotReplacedWhileItsDatabaseIsThere() throws IOException {
    Files.createDirectory(home.resolve("postgres"));

    assertThatThrownBy(() -> MasterKey.in(home))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("master.key is missing");
  }

  @Test
  void theAdminTokenIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
    Secret first = AdminToken.in(home);

    assertThat(AdminToken.in(home)).isEqualTo(first);
    assertThat(first.value()).matches("[0-9a-f]{64}");
    assertThat(permissions("admin.token")).isEqualTo("rw-------");
  }

  @Test
  void aKillWhileTheAdminTokenIsWrittenLeavesNothingThatCounts() throws IOException {
    Files.writeString(home.resolve("admin.token.new"), "half of");

    Secret made = AdminToken.in(home);

    assertThat(made.value()).matches("[0-9a-f]{64}");
    assertThat(home.resolve("admin.token.new")).doesNotExist();
  }

  @Test
  void aLostAdminTokenIsMadeAnewAlsoBesideADatabase() throws IOException {
    Files.createDirectory(home.resolve("postgres"));

    assertThat(AdminToken.in(home).value()).hasSize(64);
  }

  @Test
  void aDamagedAdminTokenIsOneClearError() throws IOException {
    Files.writeString(home.resolve("admin.token"), "\n");

    assertThatThrownBy(() -> AdminToken.in(home))
        .isInstanceOf(StartException.class)
        .hasMessageEndingWith("admin.token is damaged; delete it to get a new token");
  }

  @Test
  void credentialsAreReadBackAndOnlyTheirOwnerReadsThem() throws IOException {
    Credentials credentials = new Credentials("chq_key", "client_1", "secret", 7, "15550009999");

    credentials.keep(home);

    assertThat(Credentials.read(home)).contains(credentials);
    assertThat(permissions("credentials.json")).isEqualTo("rw-------");
    assertThat(credentials.toString()).doesNotContain("chq_key").doesNotContain("secret");
  }

  @Test
  void damagedCredentialsAreOneClearError() throws IOException {
    Files.writeString(Credentials.file(home), "{");

    assertThatThrownBy(() -> Credentials.read(home))
        .isInstanceOf(StartException.class)
        .hasMessageEndingWith("credentials.json is damaged; delete it to get new credentials");
  }

  @Test
  void theRunFileGoesWithACleanEndAndStaysAfterACrash() {
    Settings settings = Settings.of(home, Map.of());
    try (RunFile run = RunFile.take(settings)) {
      assertThat(run.afterCrash()).isFalse();
      run.write("ready");
      assertThat(home.resolve("run"))
          .content()
          .contains("state=ready", "kafka_port=9092", "admin_port=3001");
    }
    assertThat(home.resolve("run")).doesNotExist();
  }

  @Test
  void aFailedStartKeepsTheTraceOfTheCrashBeforeIt() throws IOException {
    Files.writeString(home.resolve("run"), "pid=1\n");

    try (RunFile run = RunFile.take(Settings.of(home, Map.of()))) {
      assertThat(run.afterCrash()).isTrue();
    }

    assertThat(home.resolve("run")).exists();
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name)));
  }
}
