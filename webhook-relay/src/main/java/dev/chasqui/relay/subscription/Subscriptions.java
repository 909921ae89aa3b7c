package dev.chasqui.relay.subscription;

import dev.chasqui.access.SealedSecretException;
import dev.chasqui.access.SecretBox;
import dev.chasqui.access.Transactions;
import dev.chasqui.workqueue.LaneSettings;
import dev.chasqui.workqueue.WorkQueue;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * The subscriptions of all tenants, in PostgreSQL, each with its lane in the queue. Thread-safe.
 */
public final class Subscriptions {

  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);
  private static final String SELECT =
      "select " + SubscriptionRow.COLUMNS + " from relay.subscription ";

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final WorkQueue queue;
  private final SecretBox box;
  private final SubscriptionRow rows;
  private final int maxInFlight;

  /**
   * @param maxInFlight attempts at once to one subscription
   */
  public Subscriptions(
      JdbcClient jdbc, Transactions transactions, WorkQueue queue, SecretBox box, int maxInFlight) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.queue = queue;
    this.box = box;
    this.rows = new SubscriptionRow(box);
    this.maxInFlight = maxInFlight;
  }

  /** Stores a new subscription. */
  public void add(Subscription subscription) {
    change(() -> insert(subscription), tx -> queue.configure(tx, lane(subscription)));
  }

  /**
   * Stores a new subscription unless its account has as many as it may have, those included that
   * are being stored at the same time.
   *
   * @param most how many it may have
   * @return whether it is stored
   */
  public boolean add(Subscription subscription, int most) {
    return transactions.call(
        _ -> {
          boolean hasRoom = countAlone(subscription.accountId()) < most;
          if (hasRoom) {
            add(subscription);
          }
          return hasRoom;
        });
  }

  /** Until the transaction ends, whoever else asks for this account waits. */
  private long countAlone(long accountId) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('relay.subscription', ?))")
        .param(accountId)
        .query((_, _) -> true)
        .single();
    return jdbc.sql("select count(*) from relay.subscription where account_id = ?")
        .param(accountId)
        .query(Long.class)
        .single();
  }

  /** Gives a subscription other terms; two changes at once both count. Empty if it is gone. */
  public Optional<Subscription> change(String id, UnaryOperator<Terms> change) {
    return changeAlone(id, found -> store(found.with(change.apply(found.terms()))));
  }

  private void store(Subscription subscription) {
    change(() -> update(subscription), tx -> queue.configure(tx, lane(subscription)));
  }

  /** Changes a subscription's secrets; two changes at once both count. Empty if it is gone. */
  public Optional<Subscription> changeSecrets(String id, UnaryOperator<SigningSecrets> change) {
    return changeAlone(id, found -> store(id, change.apply(found.secrets())));
  }

  /** Whoever else changes it waits, and sees what was changed. */
  private Optional<Subscription> changeAlone(String id, Consumer<Subscription> change) {
    return transactions.call(
        _ -> {
          find(id, " for update").ifPresent(change);
          return find(id);
        });
  }

  private void store(String id, SigningSecrets secrets) {
    jdbc.sql("update relay.subscription set secret = ?, old_secrets = ? where subscription_id = ?")
        .param(box.seal(secrets.current()))
        .param(rows.old(secrets.old()))
        .param(id)
        .update();
  }

  /** The subscriptions that an account's keys registered, the oldest first. */
  public List<Subscription> of(long tenantId, long accountId) {
    return jdbc.sql(SELECT + "where tenant_id = ? and account_id = ? order by created_at")
        .params(tenantId, accountId)
        .query(this::map)
        .list();
  }

  /**
   * The subscriptions to each of these accounts, the oldest first, also those that are switched
   * off, or sealed: their events wait for them. Of an account without any it is an empty list.
   */
  Map<Long, List<Subscription>> of(Set<? extends Long> accounts) {
    Map<Long, List<Subscription>> byAccount = new HashMap<>();
    accounts.forEach(account -> byAccount.put(account, new ArrayList<>()));
    jdbc.sql(SELECT + "where accounts && ? order by created_at")
        .param(new SqlArrayValue("bigint", accounts.toArray()))
        .query(this::evenSealed)
        .list()
        .forEach(found -> addTo(byAccount, found));
    return byAccount;
  }

  private static void addTo(Map<Long, List<Subscription>> byAccount, Subscription found) {
    found.terms().accounts().stream()
        .flatMap(account -> Stream.ofNullable(byAccount.get(account)))
        .forEach(its -> its.add(found));
  }

  /** A subscription, also one that is {@linkplain Subscription#isSealed sealed}. */
  Optional<Subscription> findEvenSealed(String id) {
    return jdbc.sql(SELECT + "where subscription_id = ?")
        .param(id)
        .query(this::evenSealed)
        .optional();
  }

  /**
   * A subscription.
   *
   * @throws SealedSecretException if it is sealed
   */
  public Optional<Subscription> find(String id) {
    return find(id, "");
  }

  private Optional<Subscription> find(String id, String lock) {
    return jdbc.sql(SELECT + "where subscription_id = ?" + lock)
        .param(id)
        .query(this::map)
        .optional();
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

  /**
   * Switches a subscription on if it is off, and off if it is on; what waits for it waits until it
   * is on again. It is no longer disabled then, and failures before do not count. Empty if it is
   * gone.
   */
  public Optional<Subscription> toggle(String id) {
    return changeAlone(id, found -> setActive(id, !found.active()));
  }

  private void setActive(String id, boolean active) {
    change(
        () ->
            jdbc.sql(
                    """
                    update relay.subscription set active = ?, failing_since = null,
                      disabled_at = null, disabled_reason = null, disabled_told = true
                    where subscription_id = ?
                    """)
                .params(active, id)
                .update(),
        tx -> switchLane(tx, id, active));
  }

  /**
   * Ends the pause that its circuit has given a subscription; one that is off by now stays so, or
   * its backlog would be claimed and put back again and again.
   */
  public void release(String id) {
    transactions.run(
        tx -> {
          if (isActive(id)) {
            queue.resume(tx, id);
          }
        });
  }

  /** Nobody switches it on or off until the transaction ends. */
  private boolean isActive(String id) {
    return jdbc.sql("select active from relay.subscription where subscription_id = ? for share")
        .param(id)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** Subscriptions that were disabled and of which nobody was told yet, the first ones first. */
  List<Subscription> disabledUntold(int most) {
    return jdbc.sql(SELECT + "where not disabled_told order by disabled_at limit ?")
        .param(most)
        .query(this::evenSealed)
        .list();
  }

  /** It is known that this subscription was disabled; another disabling is another matter. */
  void told(Subscription subscription) {
    Disabled disabled = Objects.requireNonNull(subscription.disabled());
    jdbc.sql(
            """
            update relay.subscription set disabled_told = true
            where subscription_id = ? and disabled_at = ?
            """)
        .params(subscription.id(), disabled.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  private void switchLane(Connection tx, String lane, boolean active) {
    if (active) {
      queue.resume(tx, lane);
    } else {
      queue.pause(tx, lane, Instant.MAX);
    }
  }

  /** Changes a row and its lane, both or neither. */
  private void change(Runnable row, Transactions.Change lane) {
    transactions.run(
        tx -> {
          row.run();
          lane.on(tx);
        });
  }

  private void insert(Subscription subscription) {
    jdbc.sql(
            """
            insert into relay.subscription
              (subscription_id, tenant_id, account_id, url, events, accounts, encryption, client_id,
               headers, rate_per_second, ordering, retention_hours, when_off, description, secret, active,
               created_at)
            values (:id, :tenant, :account, :url, :events, :accounts, :encryption, :client,
               :headers, :rate, :ordering, :retention, :whenOff, :description, :secret, :active,
               :createdAt)
            """)
        .params(columns(subscription.terms()))
        .param("id", subscription.id())
        .param("tenant", subscription.tenantId())
        .param("account", subscription.accountId())
        .param("secret", box.seal(subscription.secrets().current()))
        .param("active", subscription.active())
        .param("createdAt", subscription.createdAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  private void update(Subscription subscription) {
    jdbc.sql(
            """
            update relay.subscription set
              failing_since = case when url = :url then failing_since end, url = :url, events = :events, accounts = :accounts,
              encryption = :encryption, client_id = :client, headers = :headers,
              rate_per_second = :rate, ordering = :ordering, retention_hours = :retention,
              when_off = :whenOff, description = :description
            where subscription_id = :id
            """)
        .params(columns(subscription.terms()))
        .param("id", subscription.id())
        .update();
  }

  private Map<String, @Nullable Object> columns(Terms terms) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    columns.put("url", terms.url().toString());
    columns.put("events", new SqlArrayValue("text", terms.events().toArray()));
    columns.put("accounts", new SqlArrayValue("bigint", terms.accounts().toArray()));
    columns.put("encryption", terms.encryption().id());
    columns.put("client", terms.clientId());
    columns.put("headers", rows.headers(terms.headers()));
    columns.put("rate", terms.ratePerSecond());
    columns.put("ordering", terms.order().id());
    columns.put("retention", terms.retention().toHours());
    columns.put("whenOff", terms.whenOff().id());
    columns.put("description", terms.description());
    return columns;
  }

  private LaneSettings lane(Subscription subscription) {
    Double rate = subscription.terms().ratePerSecond();
    return new LaneSettings(
        subscription.id(), rate == null ? LaneSettings.UNPACED : rate, 1, maxInFlight);
  }

  /** One whose secret cannot be opened must not hold up the others, nor lose its events. */
  private Subscription evenSealed(ResultSet row, int number) throws SQLException {
    try {
      return map(row, number);
    } catch (SealedSecretException e) {
      LOG.error("Webhook {} has to wait: {}", row.getString("subscription_id"), e.getMessage());
      return rows.readSealed(row);
    }
  }

  private Subscription map(ResultSet row, int number) throws SQLException {
    return rows.read(row);
  }
}
