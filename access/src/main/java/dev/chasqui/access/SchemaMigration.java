package dev.chasqui.access;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

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
        .dataSource(database)
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
}
