package dev.chasqui.workqueue;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The queue's tables. A service gives {@link #FLYWAY_LOCATION} to its own Flyway beside its own
 * location, with its schema as Flyway's default schema, and allows {@code outOfOrder}: the queue's
 * versions are 0.1 and on, so they come before a service's first, V1, also those that are younger.
 */
public final class WorkQueueSchema {

  /** A Flyway location whose migrations use unqualified names. */
  public static final String FLYWAY_LOCATION = "classpath:dev/chasqui/workqueue/schema";

  private static final String FOLDER = "schema";

  private WorkQueueSchema() {}

  /** The statements that make the tables in the first schema of the search path. */
  public static String sql() {
    URI folder = URI.create(requireNonNull(WorkQueueSchema.class.getResource(FOLDER)).toString());
    try (@Nullable FileSystem _ = archive(folder);
        Stream<Path> scripts = Files.list(Path.of(folder))) {
      return scripts.sorted().map(WorkQueueSchema::read).collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What must be open while the folder is read; null for a plain folder. */
  private static @Nullable FileSystem archive(URI folder) throws IOException {
    return folder.getScheme().equals("file") ? null : FileSystems.newFileSystem(folder, Map.of());
  }

  private static String read(Path script) {
    try {
      return Files.readString(script);
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
