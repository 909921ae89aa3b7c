package dev.chasqui.relay.subscription;

import dev.chasqui.access.SecretBox;
import dev.chasqui.workqueue.LaneSettings;
import dev.chasqui.workqueue.WorkQueue;
import java.net.URI;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The subscriptions of all tenants, in PostgreSQL, each with its lane in the queue. Thread-safe.
 */
public final class Subscriptions {

  private static final String SELECT =
      """
      select subscription_id, tenant_id, account_id, url, events, secret, active, created_at
      from relay.subscription
      """;

  private final JdbcTemplate template;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final WorkQueue queue;
  private final SecretBox box;
  private final int maxInFlight;

  /**
   * @param maxInFlight attempts at once to one subscription
   */
  public Subscriptions(
      JdbcTemplate jdbc,
      TransactionOperations transactions,
      WorkQueue queue,
      SecretBox box,
      int maxInFlight) {
    this.template = jdbc;
    this.jdbc = JdbcClient.create(jdbc);
    this.transactions = transactions;
    this.queue = queue;
    this.box = box;
    this.maxInFlight = maxInFlight;
  }

  /** Stores a new subscription. */
  public void add(Subscription subscription) {
    transactions.executeWithoutResult(
        status -> {
          insert(subscription);
          template.execute(
              (ConnectionCallback<Boolean>)
                  tx -> {
                    queue.configure(tx, lane(subscription.id()));
                    return true;
                  });
        });
  }

  /** The subscriptions of an account of a tenant, the oldest first. */
  public List<Subscription> of(long tenantId, long accountId) {
    return jdbc.sql(SELECT + "where tenant_id = ? and account_id = ? order by created_at")
        .params(tenantId, accountId)
        .query(this::map)
        .list();
  }

  /** The active subscriptions to an account. */
  public List<Subscription> activeOf(long accountId) {
    return jdbc.sql(SELECT + "where account_id = ? and active order by created_at")
        .param(accountId)
        .query(this::map)
        .list();
  }

  /** A subscription. */
  public Optional<Subscription> find(String id) {
    return jdbc.sql(SELECT + "where subscription_id = ?").param(id).query(this::map).optional();
  }

  /** Removes a subscription; what still waits for it is given up when its turn comes. */
  public void delete(Subscription subscription) {
    jdbc.sql("delete from relay.subscription where subscription_id = ?")
        .param(subscription.id())
        .update();
    queue.resume(subscription.id());
  }

  /** Switches a subscription on or off; what waits for it waits until it is on again. */
  public void setActive(Subscription subscription, boolean active) {
    jdbc.sql("update relay.subscription set active = ? where subscription_id = ?")
        .params(active, subscription.id())
        .update();
    if (active) {
      queue.resume(subscription.id());
    } else {
      queue.pause(subscription.id(), Instant.MAX);
    }
  }

  private void insert(Subscription subscription) {
    jdbc.sql(
            """
            insert into relay.subscription
              (subscription_id, tenant_id, account_id, url, events, secret, active, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            subscription.id(),
            subscription.tenantId(),
            subscription.accountId(),
            subscription.url().toString(),
            subscription.events().toArray(String[]::new),
            box.seal(subscription.secret()),
            subscription.active(),
            subscription.createdAt().atOffset(java.time.ZoneOffset.UTC))
        .update();
  }

  private LaneSettings lane(String id) {
    return new LaneSettings(id, LaneSettings.UNPACED, 1, maxInFlight);
  }

  private Subscription map(ResultSet row, int number) throws SQLException {
    Array events = row.getArray("events");
    return new Subscription(
        row.getString("subscription_id"),
        row.getLong("tenant_id"),
        row.getLong("account_id"),
        URI.create(row.getString("url")),
        List.of((String[]) events.getArray()),
        box.open(row.getBytes("secret")),
        row.getBoolean("active"),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
