package dev.chasqui.relay.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/** Which events were delivered before, for those who deliver. Thread-safe. */
public final class FirstDeliveries {

  /** By how much, at most: clocks of ours and WhatsApp's. */
  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  /**
   * One event after the other, and the subscription by no condition that an index could have, so
   * that nothing but the index of events offers itself: while a day has no statistics yet, that of
   * subscriptions looks as good.
   */
  private static final String FIND =
      """
      select k.event_id, k.subscription_id, d.status
      from unnest(?, ?) k(event_id, subscription_id) cross join lateral (
        select status from relay.delivery
        where event_id = k.event_id and subscription_id is not distinct from k.subscription_id
          and replay_id is null and delivery_id >= ? and delivery_id < ?
        limit 1) d
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  public FirstDeliveries(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** The first delivery of an event to a subscription. */
  public record First(String eventId, String subscriptionId) {}

  /**
   * How those stand that there are, by their keys.
   *
   * @param since when the earliest of these events happened: nothing was delivered before, so that
   *     of what happens now only the log of today is looked at
   */
  public Map<String, DeliveryStatus> find(Collection<First> firsts, Instant since) {
    Instant now = clock.instant();
    Instant from = since.isBefore(now) ? since : now;
    Map<String, DeliveryStatus> found = new HashMap<>();
    jdbc.sql(FIND)
        .param(texts(firsts, First::eventId))
        .param(texts(firsts, First::subscriptionId))
        .param(DeliveryIds.first(from.minus(CLOCKS_DIFFER)))
        .param(DeliveryIds.first(now.plus(CLOCKS_DIFFER)))
        .query(
            row -> {
              String key = DeliveryKey.of(row.getString(1), row.getString(2), null);
              found.put(key, DeliveryStatus.of(row.getString(3)));
            });
    return found;
  }

  private static SqlArrayValue texts(Collection<First> firsts, Function<First, String> column) {
    return new SqlArrayValue("text", (Object[]) firsts.stream().map(column).toArray(String[]::new));
  }
}
