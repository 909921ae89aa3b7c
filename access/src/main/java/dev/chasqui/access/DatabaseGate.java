package dev.chasqui.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a database that is not there yet; one line when that begins, one when it is over. */
final class DatabaseGate {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseGate.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private DatabaseGate() {}

  /**
   * Returns once the database answers.
   *
   * @throws IllegalStateException if the thread is interrupted
   */
  static void await(DataSource database) {
    @Nullable SQLException obstacle = connect(database);
    if (obstacle == null) {
      return;
    }
    LOG.warn(
        "database: does not answer yet, trying on; CHASQUI_DATABASE_URL says where: {}",
        reason(obstacle));
    awaitInBackground(database);
    LOG.info("database: answers");
  }

  /**
   * The caller waits without a time limit: Spring interrupts a start that waits so when the process
   * is told to stop, and no other.
   */
  private static void awaitInBackground(DataSource database) {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform().daemon().name("database-gate").start(() -> poll(database, answered));
    try {
      answered.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting for the database", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The database cannot be asked", e.getCause());
    } finally {
      thread.interrupt();
    }
  }

  private static void poll(DataSource database, CompletableFuture<Void> answered) {
    try {
      while (connect(database) != null) {
        Thread.sleep(RETRY_AFTER);
      }
      answered.complete(null);
    } catch (InterruptedException e) {
      answered.cancel(false);
    } catch (RuntimeException e) {
      answered.completeExceptionally(e);
    }
  }

  private static @Nullable SQLException connect(DataSource database) {
    try (Connection connection = database.getConnection()) {
      return connection.isValid(0) ? null : new SQLException("The connection is not valid");
    } catch (SQLException e) {
      return e;
    }
  }

  /** What the driver says, not what the pool makes of it. */
  private static String reason(SQLException obstacle) {
    Throwable cause = obstacle;
    while (cause.getCause() instanceof SQLException deeper) {
      cause = deeper;
    }
    return String.valueOf(cause.getMessage());
  }
}
