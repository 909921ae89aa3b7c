package dev.chasqui.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An empty database.
 *
 * @param jdbcUrl without user and password
 * @param username may do everything in it
 * @param password of that user
 */
public record TestDatabase(String jdbcUrl, String username, String password) {

  /** Connections to it, each a new one. Thread-safe. */
  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl);
    source.setUser(username);
    source.setPassword(password);
    return source;
  }

  /** Runs one or more statements, separated by semicolons, and commits. */
  public void execute(String sql) {
    try (Connection connection = dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Never the password. */
  @Override
  public String toString() {
    return "TestDatabase[" + jdbcUrl + "]";
  }
}
