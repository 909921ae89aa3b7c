package dev.chasqui.workqueue;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** The database refused, or is away. */
public final class WorkQueueException extends RuntimeException {

  private static final long serialVersionUID = 1;

  WorkQueueException(String what, SQLException cause) {
    super(what + ": " + cause.getMessage(), cause);
  }

  /** Whether the same call may succeed later: the database is away, or a deadlock was broken. */
  public boolean transientFailure() {
    return isTransient(getCause());
  }

  /**
   * Whether a database that is away, restarting, out of resources or that broke a deadlock is among
   * the causes of this failure.
   */
  public static boolean isTransient(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isTransient(sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTransient(SQLException e) {
    if (e instanceof SQLTransientException || e instanceof SQLRecoverableException) {
      return true;
    }
    String state = e.getSQLState();
    // A pool gives no state when it finds a connection closed. Else: connection, resources,
    // operator intervention, cancelled query, rollback, lock not available.
    return state == null || state.matches("08...|53...|57P..|57014|40...|55P03");
  }
}
