package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.testing.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is done on the connection and what is done with Spring's JDBC hold together. */
class TransactionsTest {

  private final DataSource database = TestServers.newDatabase().dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final Transactions transactions =
      new Transactions(
          new TransactionTemplate(new JdbcTransactionManager(database)),
          new JdbcTemplate(database));

  @BeforeEach
  void makeTable() {
    jdbc.sql("create table note (text text)").update();
  }

  private List<String> notes() {
    return jdbc.sql("select text from note order by 1").query(String.class).list();
  }

  private void note(String text) {
    jdbc.sql("insert into note values (?)").param(text).update();
  }

  private static void note(Connection tx, String text) throws SQLException {
    try (Statement statement = tx.createStatement()) {
      statement.execute("insert into note values ('" + text + "')");
    }
  }

  @Test
  void whatReturnsIsCommitted() {
    int notes =
        transactions.call(
            tx -> {
              note(tx, "a");
              note("b");
              return notes().size();
            });

    assertThat(notes).isEqualTo(2);
    assertThat(notes()).containsExactly("a", "b");
  }

  @Test
  void ofWhatThrowsNothingIsLeft() {
    assertThatThrownBy(
            () ->
                transactions.run(
                    tx -> {
                      note(tx, "a");
                      note("b");
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(notes()).isEmpty();
  }

  @Test
  void oneInAnotherIsPartOfIt() {
    assertThatThrownBy(
            () ->
                transactions.run(
                    _ -> {
                      transactions.run(tx -> note(tx, "a"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(notes()).isEmpty();
  }
}
