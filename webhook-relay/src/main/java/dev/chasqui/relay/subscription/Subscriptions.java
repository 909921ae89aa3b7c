package dev.chasqui.relay.subscription;

import dev.chasqui.access.SealedSecretException;
import dev.chasqui.access.SecretBox;
import dev.chasqui.workqueue.LaneSettings;
import dev.chasqui.workqueue.WorkQueue;
import java.net.URI;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The subscriptions of all tenants, in PostgreSQL, each with its lane in the queue. Thread-safe.
 */
public final class Subscriptions {

  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
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
    change(() -> insert(subscription), tx -> queue.configure(tx, lane(subscription.id())));
  }

  /** The subscriptions of an account of a tenant, the oldest first. */
  public List<Subscription> of(long tenantId, long accountId) {
    return jdbc.sql(SELECT + "where tenant_id = ? and account_id = ? order by created_at")
        .params(tenantId, accountId)
        .query(this::map)
        .list();
  }

  /**
   * The subscriptions to an account, also those that are switched off: their events wait for them.
   */
  public List<Subscription> of(long accountId) {
    return jdbc
        .sql(SELECT + "where account_id = ? order by created_at")
        .param(accountId)
        .query(this::usable)
        .list()
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** A subscription. */
  public Optional<Subscription> find(String id) {
    return jdbc.sql(SELECT + "where subscription_id = ?").param(id).query(this::map).optional();
  }

  /** Removes a subscription; what still waits for it is given up when its turn comes. */
  public void delete(Subscription subscription) {
    change(
        () ->
            jdbc.sql("delete from relay.subscription where subscription_id = ?")
                .param(subscription.id())
                .update(),
        tx -> queue.resume(tx, subscription.id()));
  }

  /** Switches a subscription on or off; what waits for it waits until it is on again. */
  public void setActive(Subscription subscription, boolean active) {
    change(
        () ->
            jdbc.sql("update relay.subscription set active = ? where subscription_id = ?")
                .params(active, subscription.id())
                .update(),
        tx -> switchLane(tx, subscription.id(), active));
  }

  private void switchLane(Connection tx, String lane, boolean active) {
    if (active) {
      queue.resume(tx, lane);
    } else {
      queue.pause(tx, lane, Instant.MAX);
    }
  }

  /** Changes a row and its lane, both or neither. */
  private void change(Runnable row, Consumer<Connection> lane) {
    ConnectionCallback<Boolean> work =
        tx -> {
          lane.accept(tx);
          return true;
        };
    transactions.executeWithoutResult(
        status -> {
          row.run();
          template.execute(work);
        });
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

  /** One whose secret cannot be opened must not hold up the others. */
  private Optional<Subscription> usable(ResultSet row, int number) throws SQLException {
    try {
      return Optional.of(map(row, number));
    } catch (SealedSecretException e) {
      LOG.error("Webhook {} cannot be used: {}", row.getString("subscription_id"), e.getMessage());
      return Optional.empty();
    }
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
