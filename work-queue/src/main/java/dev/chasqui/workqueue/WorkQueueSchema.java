package dev.chasqui.workqueue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The queue's tables. A service gives {@link #FLYWAY_LOCATION} to its own Flyway beside its own
 * location, with its schema as Flyway's default schema and out of order: the queue's versions are
 * 0.1, 0.2 and so on, so they come before a service's first, V1, and new ones come later.
 */
public final class WorkQueueSchema {

  /** A Flyway location whose migrations use unqualified names. */
  public static final String FLYWAY_LOCATION = "classpath:dev/chasqui/workqueue/schema";

  private static final List<String> SCRIPTS =
      List.of(
          "V0_1__work_queue.sql", //
          "V0_2__pace.sql",
          "V0_3__life.sql",
          "V0_4__put_off.sql");

  private WorkQueueSchema() {}

  /** The statements that make the tables in the first schema of the search path. */
  public static String sql() {
    return SCRIPTS.stream().map(WorkQueueSchema::script).collect(Collectors.joining("\n"));
  }

  private static String script(String name) {
    try (InputStream in = WorkQueueSchema.class.getResourceAsStream("schema/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the schema and the tables without Flyway, in the connection's transaction. */
  public static void create(Connection connection, String schema) throws SQLException {
    String name = Jdbc.identifier(schema);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS " + name);
      statement.execute("SET LOCAL search_path TO " + name);
      statement.execute(sql());
    }
  }
}
