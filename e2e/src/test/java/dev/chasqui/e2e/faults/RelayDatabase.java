package dev.chasqui.e2e.faults;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the relays have written down: all deliveries in the log, and in the queue those that were
 * not done at once. A delivery's key is its event's and its webhook's id.
 */
record RelayDatabase(JdbcClient jdbc) {

  /** What an operator sees of a delivery. */
  enum Standing {
    PENDING,
    DELIVERED,
    FAILED
  }

  static String key(String eventId, String webhookId) {
    return eventId + ":" + webhookId;
  }

  /** Which of these are written down and nobody has in hand: they have ended, or wait. */
  Set<String> settled(Collection<String> keys) {
    return keys.isEmpty()
        ? Set.of()
        : new HashSet<>(
            jdbc.sql(
                    """
                    select k.key from unnest(?) k(key)
                    join relay.delivery d on d.event_id || ':' || d.subscription_id = k.key
                    where not exists (select from relay.work_item i where i.key = k.key and i.state = 1)
                    """)
                .param(keys.toArray(String[]::new))
                .query(String.class)
                .list());
  }

  /** How many deliveries to these webhooks are written down. */
  int known(Collection<String> webhooks) {
    return logged(webhooks).size();
  }

  /** How many of them have ended. */
  int ended(Collection<String> webhooks) {
    return (int) logged(webhooks).values().stream().filter(it -> it != Standing.PENDING).count();
  }

  /** Those deliveries to these webhooks that the queue has, by key. */
  Map<String, Standing> queued(Collection<String> webhooks) {
    return jdbc
        .sql(
            """
            select key, state from relay.work_item join relay.work_lane using (lane_id)
            where lane in (:webhooks)
            """)
        .param("webhooks", webhooks)
        .query((row, _) -> Map.entry(row.getString("key"), standing(row.getInt("state"))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** All deliveries to these webhooks, by key, as the log has them. */
  Map<String, Standing> logged(Collection<String> webhooks) {
    return jdbc
        .sql(
            """
            select event_id || ':' || subscription_id as key, upper(status) as status
            from relay.delivery where subscription_id in (:webhooks)
            """)
        .param("webhooks", webhooks)
        .query(
            (row, _) -> Map.entry(row.getString("key"), Standing.valueOf(row.getString("status"))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Standing standing(int state) {
    return switch (state) {
      case 0, 1, 2 -> Standing.PENDING;
      case 3 -> Standing.DELIVERED;
      default -> Standing.FAILED;
    };
  }
}
