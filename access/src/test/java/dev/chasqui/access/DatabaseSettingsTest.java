package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import dev.chasqui.testing.TestServers;
import java.util.List;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** How a service is connected to its database, whichever it is. */
class DatabaseSettingsTest {

  private static final String PRIVATE = "5219991234567";
  private static final ErrorsService SERVICE = new ErrorsService(TestServers.newDatabase());

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
  void aServerThatVanishesIsNotWaitedForForEver() {
    assertThat(SERVICE.bean(HikariDataSource.class).getDataSourceProperties())
        .containsEntry("socketTimeout", "60")
        .containsEntry("tcpKeepAlive", "true");
  }
}
