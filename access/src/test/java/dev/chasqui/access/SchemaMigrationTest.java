package dev.chasqui.access;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.testing.OwnServers;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class SchemaMigrationTest {

  @Test
  void severalProcessesMayMigrateAtOnce() {
    TestDatabase database = TestServers.newDatabase();

    CompletableFuture.allOf(
            runAsync(() -> migrate(database)),
            runAsync(() -> migrate(database)),
            runAsync(() -> migrate(database)))
        .join();
    migrate(database);

    assertThat(tenants(database)).isZero();
  }

  @Test
  void aDatabaseThatIsDownAtStartIsWaitedFor(@TempDir Path directory) {
    OwnServers servers = new OwnServers(directory);
    PostgresServer server = servers.postgres(0);
    TestDatabase late = TestServers.newDatabase(server);
    server.close();
    CompletableFuture<Void> migrated = runAsync(() -> migrate(late));

    try (PostgresServer again = servers.postgres(server.port())) {
      assertThat(again.isRunning()).isTrue();
      await().atMost(Duration.ofSeconds(60)).until(migrated::isDone);

      migrated.join();
      assertThat(tenants(late)).isZero();
    }
  }

  @Test
  void oneThatTakesLongerThanStatementsMayIsNotGivenUp() {
    TestDatabase database = TestServers.newDatabase();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.jdbcUrl());
    config.setUsername(database.username());
    config.setPassword(database.password());
    config.addDataSourceProperty("socketTimeout", "3");
    try (HikariDataSource pool = new HikariDataSource(config)) {
      SchemaMigration.run(pool, "access", "classpath:db/access", "classpath:db/slow");

      JdbcClient jdbc = JdbcClient.create(pool);
      assertThatThrownBy(() -> jdbc.sql("select pg_sleep(4)").query().singleRow())
          .as("what the pool has got back")
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
    }
    assertThat(tenants(database)).isZero();
  }

  @Test
  void aSharedModulesYoungerMigrationComesAfterTheServicesOwnOnes() {
    TestDatabase database = TestServers.newDatabase();
    migrate(database);

    SchemaMigration.run(
        database.dataSource(), "access", "classpath:db/access", "classpath:db/shared");

    String count = "select count(*) from access.came_later";
    assertThat(JdbcClient.create(database.dataSource()).sql(count).query(Long.class).single())
        .isZero();
  }

  private static void migrate(TestDatabase database) {
    SchemaMigration.run(database.dataSource(), "access", "classpath:db/access");
  }

  private static long tenants(TestDatabase database) {
    return JdbcClient.create(database.dataSource())
        .sql("select count(*) from access.tenant")
        .query(Long.class)
        .single();
  }
}
