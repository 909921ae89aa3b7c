package dev.chasqui.workqueue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Small helpers around JDBC: parameters by position, rows to objects, times in microseconds. */
final class Jdbc {

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final Instant INFINITY = Instant.parse("9999-12-31T00:00:00Z");

  /** Makes an object of the current row. */
  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Some statements of a transaction. */
  interface Step<T> {
    T take() throws SQLException;
  }

  private Jdbc() {}

  /** The name itself, after a check that makes it safe to put into SQL. */
  static String identifier(String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a plain lower-case identifier: " + name);
    }
    return name;
  }

  static <T> List<T> query(Connection tx, String sql, Row<T> row, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = prepare(tx, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      List<T> read = new ArrayList<>();
      while (rows.next()) {
        read.add(row.read(rows));
      }
      return read;
    }
  }

  static int update(Connection tx, String sql, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement statement = prepare(tx, sql, parameters)) {
      return statement.executeUpdate();
    }
  }

  /**
   * Takes a step in which no statement waits for a lock for more than a moment: long before the
   * second after which PostgreSQL looks for deadlocks. What comes after it waits as before.
   *
   * <p>It is for those who lock in any order. {@code NOWAIT} and {@code SKIP LOCKED} do not
   * suffice: where whoever changed a row ends in the moment in which it is to be locked, PostgreSQL
   * locks the newer version too, and waits for who has locked that meanwhile ({@code
   * heap_lock_updated_tuple} in heapam.c).
   *
   * @return empty if a statement would have waited; the transaction has failed then, and has to be
   *     taken back
   */
  static <T> Optional<T> unlessItWaits(Connection tx, Step<T> step) throws SQLException {
    String brief =
        "SELECT current_setting('lock_timeout') AS before, set_config('lock_timeout', '50ms', true)";
    try {
      String before = query(tx, brief, row -> row.getString("before")).getFirst();
      T taken = step.take();
      query(tx, "SELECT set_config('lock_timeout', ?, true)", row -> row.getString(1), before);
      return Optional.of(taken);
    } catch (SQLException e) {
      if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Beyond the year 9999 it is PostgreSQL's infinity, which reads as {@link Instant#MAX}. */
  static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    if (time == null) {
      return null;
    }
    return time.equals(OffsetDateTime.MAX) ? Instant.MAX : time.toInstant();
  }

  /** The same for a column that is never null; minus infinity is some time long ago. */
  static Instant requiredTime(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(time(row, column));
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  static Instant ofMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static PreparedStatement prepare(
      Connection tx, String sql, @Nullable Object... parameters) throws SQLException {
    PreparedStatement statement = tx.prepareStatement(sql);
    try {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, bindable(tx, parameters[i]));
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  private static @Nullable Object bindable(Connection tx, @Nullable Object value)
      throws SQLException {
    return switch (value) {
      case null -> null;
      case Instant time ->
          time.isAfter(INFINITY) ? OffsetDateTime.MAX : time.atOffset(ZoneOffset.UTC);
      case Long[] longs -> tx.createArrayOf("bigint", longs);
      case Boolean[] flags -> tx.createArrayOf("boolean", flags);
      case Integer[] ints -> tx.createArrayOf("integer", ints);
      case String[] texts -> tx.createArrayOf("text", texts);
      case byte[][] bytes -> tx.createArrayOf("bytea", bytes);
      case Instant[] times ->
          tx.createArrayOf("timestamptz", Arrays.stream(times).map(Jdbc::text).toArray());
      default -> value;
    };
  }

  private static @Nullable String text(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    return time.isAfter(INFINITY) ? "infinity" : time.truncatedTo(ChronoUnit.MICROS).toString();
  }
}
