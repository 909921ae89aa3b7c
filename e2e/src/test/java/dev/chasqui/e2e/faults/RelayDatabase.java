package dev.chasqui.e2e.faults;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the relays have written down; a delivery's key is its event's and its webhook's id. */
record RelayDatabase(JdbcClient jdbc) {

  private static final String OF_WEBHOOKS =
      """
      from relay.work_item join relay.work_lane using (lane_id) where lane in (:webhooks)
      """;

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
            jdbc.sql("select key from relay.work_item where key = any(?) and state <> 1")
                .param(keys.toArray(String[]::new))
                .query(String.class)
                .list());
  }

  /** How many deliveries to these webhooks are written down. */
  int known(Collection<String> webhooks) {
    return count("select count(*) " + OF_WEBHOOKS, webhooks);
  }

  /** How many of them have ended. */
  int ended(Collection<String> webhooks) {
    return count("select count(*) " + OF_WEBHOOKS + " and state >= 3", webhooks);
  }

  private int count(String sql, Collection<String> webhooks) {
    return jdbc.sql(sql).param("webhooks", webhooks).query(Integer.class).single();
  }

  /** All deliveries to these webhooks, by key. */
  Map<String, Standing> standings(Collection<String> webhooks) {
    return jdbc
        .sql("select key, state " + OF_WEBHOOKS)
        .param("webhooks", webhooks)
        .query((row, _) -> Map.entry(row.getString("key"), standing(row.getInt("state"))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The same as the log of deliveries has it, which is what an operator is shown. */
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
