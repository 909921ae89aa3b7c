package dev.chasqui.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {
  @TempDir Path directory;

  @Test
  void rowsAreThereAfterAStopAndAfterAKilledPostmaster() throws Exception {
    Place place = new Place(directory);
    int port;
    try (PostgresServer server = place.postgres(0)) {
      port = server.port();
      new PostgresClient(server).write("before");
    }
    try (PostgresServer server = place.postgres(port)) {
      assertThat(server.port()).isEqualTo(port);
      new PostgresClient(server).write("between");
      kill(server);
    }
    try (PostgresServer server = place.postgres(port)) {
      assertThat(new PostgresClient(server).readAll()).containsExactly("before", "between");
    }
  }

  @Test
  void commitsWaitForTheDiskAndNobodyEntersWithoutThePassword() throws Exception {
    try (PostgresServer server = new Place(directory).postgres(0)) {
      PostgresClient client = new PostgresClient(server);
      client.write("note");
      assertThat(client.setting("server_version")).startsWith("18.");
      assertThat(client.setting("fsync")).isEqualTo("on");
      assertThat(client.setting("synchronous_commit")).isEqualTo("on");
      assertThat(client.setting("full_page_writes")).isEqualTo("on");
      assertThat(client.setting("listen_addresses")).isEqualTo("127.0.0.1");
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl("postgres"), "postgres", "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void aStrangerWithTheOldProcessIdIsLeftAlone() throws Exception {
    Place place = new Place(directory);
    place.postgres(0).close();
    Path pidFile = directory.resolve("postgres/data/postmaster.pid");
    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
    try (PostgresServer server = place.postgres(0)) {
      assertThat(server.isRunning()).isTrue();
    }
  }

  @Test
  void oneDirectoryServesOneServer() {
    Place place = new Place(directory);
    try (PostgresServer server = place.postgres(0)) {
      assertThatThrownBy(() -> place.postgres(0))
          .isInstanceOf(ServerStartException.class)
          .hasMessageContaining("in use by another running server");
      assertThat(server.isRunning()).isTrue();
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> new Place(directory).postgres(port))
          .isInstanceOf(PortTakenException.class)
          .hasMessage("PostgreSQL cannot listen on 127.0.0.1:" + port + ": the port is taken");
    }
  }

  @Test
  void aFailedStartSaysWhatTheLogSays() throws Exception {
    Place place = new Place(directory);
    place.postgres(0).close();
    Files.writeString(directory.resolve("postgres/data/PG_VERSION"), "9.6\n");
    assertThatThrownBy(() -> place.postgres(0))
        .isInstanceOf(ServerStartException.class)
        .hasMessageContaining("PostgreSQL on 127.0.0.1:")
        .hasMessageContaining("postgres.log")
        .hasMessageContaining("database files are incompatible with server");
  }

  private static void kill(PostgresServer server) {
    ProcessHandle.of(server.pid()).orElseThrow().destroyForcibly();
    await().until(() -> !server.isRunning());
  }
}
