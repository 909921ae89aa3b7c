package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** How a service is connected to its database, whichever it is. */
class DatabaseSettingsTest {

  private static final String PRIVATE = "5219991234567";
  private static final TestDatabase DATABASE = TestServers.newDatabase();
  private static final ErrorsService SERVICE =
      new ErrorsService(DATABASE, "--CHASQUI_DATABASE_TIMEOUT=5");

  private static final String WAITING =
      "select 1 from pg_stat_activity"
          + " where wait_event_type = 'Lock' and datname = current_database()";

  private final JdbcTemplate jdbc = new JdbcTemplate(SERVICE.bean(HikariDataSource.class));

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  @Test
  void whatCouldNotBeWrittenIsNotInTheFailure() {
    jdbc.execute("create table note (text varchar primary key check (length(text) < 100))");
    String insert = "insert into note (text) values (?)";
    jdbc.update(insert, PRIVATE);
    List<Throwable> failures =
        List.of(
            catchThrowable(() -> jdbc.update(insert, PRIVATE)),
            catchThrowable(() -> jdbc.update(insert, PRIVATE.repeat(10))),
            catchThrowable(
                () ->
                    jdbc.batchUpdate(insert, List.of(new Object[] {"a"}, new Object[] {PRIVATE}))));

    assertThat(failures)
        .allSatisfy(
            failure ->
                assertThat(Throwables.getStackTrace(failure))
                    .contains("note_")
                    .doesNotContain(PRIVATE));
  }

  @Test
  void aStatementThatTakesTooLongIsGivenUpAndEnds() throws SQLException {
    jdbc.execute("create table locked (id int)");
    try (Connection other = DATABASE.dataSource().getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("lock table locked");

      assertThat(catchThrowable(() -> jdbc.execute("delete from locked")))
          .hasRootCauseInstanceOf(SocketTimeoutException.class);
      await().atMost(Duration.ofSeconds(60)).until(() -> jdbc.queryForList(WAITING).isEmpty());
    }
  }

  @Test
  void itsUsualTimeIsAMinute() {
    try (ErrorsService usual = new ErrorsService(DATABASE)) {
      assertThat(usual.bean(HikariDataSource.class).getDataSourceProperties())
          .containsEntry("socketTimeout", "60");
    }
  }
}
