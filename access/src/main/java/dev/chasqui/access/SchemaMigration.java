package dev.chasqui.access;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Brings one schema of the database up to date. Each module has a schema and a Flyway history of
 * its own, so several services can share a database and one JVM.
 */
public final class SchemaMigration {

  private static final int SECONDS_BETWEEN_CONNECTS = 5;

  private SchemaMigration() {}

  /**
   * Migrates a schema; creates it first if needed. Waits for a database that is not there yet, and
   * says so in one line; several processes may do this at once.
   *
   * @param locations Flyway locations, such as {@code classpath:db/sender}
   * @throws IllegalStateException if the process is told to stop while it waits
   */
  public static void run(DataSource database, String schema, String... locations) {
    DatabaseGate.await(database);
    Flyway.configure()
        .dataSource(withoutTimeout(database))
        .schemas(schema)
        .locations(locations)
        // A library's tables have versions 0.x, so that they come before its service's own, V1. A
        // later version of the library is new to a database that is at V1 already.
        .outOfOrder(true)
        .connectRetries(Integer.MAX_VALUE)
        .connectRetriesInterval(SECONDS_BETWEEN_CONNECTS)
        .load()
        .migrate();
  }

  /** Elsewhere a statement that takes a minute is given up; a migration may take longer. */
  private static DataSource withoutTimeout(DataSource database) {
    return new DelegatingDataSource(database) {
      @Override
      public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        try {
          // A pool has its own one again when it gets the connection back.
          connection.setNetworkTimeout(Runnable::run, 0);
          return connection;
        } catch (SQLException e) {
          connection.close();
          throw e;
        }
      }
    };
  }
}
