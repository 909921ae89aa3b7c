package dev.chasqui.relay.delivery;

import dev.chasqui.relay.delivery.Attempt.Delivered;
import dev.chasqui.relay.delivery.Attempt.HeldBack;
import dev.chasqui.relay.delivery.Attempt.Refused;
import dev.chasqui.relay.delivery.Attempt.Unsubscribed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps every attempt, in the transaction that records what follows from it. Thread-safe. */
final class AttemptLog {

  private static final String INSERT =
      """
      insert into relay.attempt
        (event_id, subscription_id, number, at, took_ms, address, status, error, answer,
         next_attempt_at)
      select * from unnest(?::text[], ?::text[], ?::int[], ?::timestamptz[], ?::int[], ?::text[],
        ?::int[], ?::text[], ?::text[], ?::timestamptz[])
      """;

  void add(Connection tx, List<Verdict> all) throws SQLException {
    List<Verdict> verdicts = all.stream().filter(Verdict::isOfAnAttempt).toList();
    if (verdicts.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = tx.prepareStatement(INSERT)) {
      set(tx, insert, 1, "text", verdicts, v -> v.attempt().delivery().eventId());
      set(tx, insert, 2, "text", verdicts, v -> v.attempt().delivery().subscriptionId());
      set(tx, insert, 3, "int", verdicts, v -> v.attempt().number());
      set(tx, insert, 4, "timestamptz", verdicts, v -> v.attempt().at().toString());
      set(tx, insert, 5, "int", verdicts, v -> (int) v.attempt().took().toMillis());
      set(tx, insert, 6, "text", verdicts, v -> address(v.attempt().outcome()));
      set(tx, insert, 7, "int", verdicts, v -> status(v.attempt().outcome()));
      set(tx, insert, 8, "text", verdicts, v -> error(v.attempt().outcome()));
      set(tx, insert, 9, "text", verdicts, v -> answer(v.attempt().outcome()));
      set(tx, insert, 10, "timestamptz", verdicts, AttemptLog::nextAttempt);
      insert.executeUpdate();
    }
  }

  private static void set(
      Connection tx,
      PreparedStatement insert,
      int index,
      String type,
      List<Verdict> verdicts,
      Function<Verdict, @Nullable Object> column)
      throws SQLException {
    insert.setArray(index, tx.createArrayOf(type, verdicts.stream().map(column).toArray()));
  }

  private static @Nullable String address(Attempt.Outcome outcome) {
    return switch (outcome) {
      case Delivered delivered -> delivered.address();
      case Refused refused -> refused.address();
      case Unsubscribed _, HeldBack _ -> null;
    };
  }

  private static @Nullable Integer status(Attempt.Outcome outcome) {
    return switch (outcome) {
      case Delivered delivered -> delivered.status();
      case Refused refused -> refused.status();
      case Unsubscribed _, HeldBack _ -> null;
    };
  }

  private static @Nullable String error(Attempt.Outcome outcome) {
    return switch (outcome) {
      case Delivered _ -> null;
      case Refused refused -> refused.error();
      case Unsubscribed _ -> "the subscription was deleted";
      case HeldBack held -> held.reason();
    };
  }

  private static @Nullable String answer(Attempt.Outcome outcome) {
    return switch (outcome) {
      case Delivered delivered -> delivered.answer();
      case Refused refused -> refused.answer();
      case Unsubscribed _, HeldBack _ -> null;
    };
  }

  private static @Nullable String nextAttempt(Verdict verdict) {
    return verdict instanceof Verdict.Again again ? again.at().toString() : null;
  }
}
