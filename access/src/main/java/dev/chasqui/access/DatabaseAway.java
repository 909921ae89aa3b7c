package dev.chasqui.access;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that does not answer from a bug of ours. */
final class DatabaseAway {

  static final Refusal REFUSAL = Refusal.of("unavailable", EdgeText.DATABASE_AWAY);

  private DatabaseAway() {}

  /** Whether the same call may succeed later, with nothing changed on our side. */
  static boolean isMeantBy(Throwable failure) {
    return failure instanceof DataAccessResourceFailureException
        || failure instanceof TransientDataAccessException
        || failure instanceof RecoverableDataAccessException
        || failure instanceof CannotCreateTransactionException;
  }

  /** What the database said, in one line and without our SQL. */
  static String reason(Throwable failure) {
    return String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
  }
}
