package dev.chasqui.relay.log;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcOperations;

/** Which events were delivered before, for those who deliver. Thread-safe. */
public final class FirstDeliveries {

  /** By how much, at most: clocks of ours and WhatsApp's. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  /**
   * One event after the other, all its subscriptions at once: an event that has many is read once,
   * not for each of them. The subscriptions come last, out of reach of an index: while a day has no
   * statistics yet, that of subscriptions looks as good as that of events.
   */
  private static final String FIND =
      """
      select k.event_id, d.subscription_id, d.status
      from unnest(?) k(event_id) cross join lateral (
        select subscription_id, status from relay.delivery
        where event_id = k.event_id and replay_id is null
          and delivery_id >= ? and delivery_id < ?
        offset 0) d
      where d.subscription_id = any (?)
      """;

  private final JdbcOperations jdbc;
  private final Clock clock;

  public FirstDeliveries(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The first delivery of an event to a subscription. */
  public record First(String eventId, String subscriptionId) {

    private String key() {
      return DeliveryKey.of(eventId, subscriptionId, null);
    }
  }

  /**
   * How those stand that there are, by their keys.
   *
   * @param since when the earliest of these events happened: nothing was delivered before, so that
   *     of what happens now only the log of today is looked at
   */
  public Map<String, DeliveryStatus> find(Collection<First> firsts, Instant since) {
    Instant now = clock.instant();
    Instant from = since.isBefore(now) ? since : now;
    Set<First> wanted = Set.copyOf(firsts);
    Map<String, DeliveryStatus> found = new HashMap<>();
    jdbc.query(
        connection ->
            statement(connection, wanted, from.minus(CLOCKS_DIFFER), now.plus(CLOCKS_DIFFER)),
        row -> {
          First first = new First(row.getString(1), row.getString(2));
          if (wanted.contains(first)) {
            found.put(first.key(), DeliveryStatus.of(row.getString(3)));
          }
        });
    return found;
  }

  /**
   * Planned each time it runs. A plan that is kept from when a day was empty reads all of the day
   * for each event, until its statistics are made.
   */
  private static PreparedStatement statement(
      Connection connection, Set<First> firsts, Instant from, Instant to) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(FIND);
    statement.unwrap(PGStatement.class).setPrepareThreshold(0);
    statement.setArray(1, texts(connection, firsts, First::eventId));
    statement.setObject(2, DeliveryIds.first(from));
    statement.setObject(3, DeliveryIds.first(to));
    statement.setArray(4, texts(connection, firsts, First::subscriptionId));
    return statement;
  }

  private static Array texts(
      Connection connection, Set<First> firsts, Function<First, String> column)
      throws SQLException {
    return connection.createArrayOf(
        "text", firsts.stream().map(column).distinct().toArray(String[]::new));
  }
}
