package dev.chasqui.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The limits of the accounts, in PostgreSQL. Its methods take part in the transaction that the
 * caller has begun. Thread-safe.
 */
public final class Limits {

  private static final Logger LOG = LoggerFactory.getLogger(Limits.class);

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  private static final String SELECT =
      "select account_id, to_jsonb(l) - 'account_id' - 'changed_at' as limits from access.account_limits l ";

  private final JdbcClient jdbc;

  public Limits(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An account's own limits; {@link AccountLimits#NONE} if it has none. */
  public AccountLimits find(long accountId) {
    return find(List.of(accountId)).getOrDefault(accountId, AccountLimits.NONE);
  }

  /** The limits of those of the accounts that have their own. */
  public Map<Long, AccountLimits> find(Collection<Long> accountIds) {
    return collect(
        jdbc.sql(SELECT + "where account_id = any(?)").param(accountIds.toArray(Long[]::new)));
  }

  /** All accounts that have limits of their own. */
  public Map<Long, AccountLimits> all() {
    return collect(jdbc.sql(SELECT));
  }

  /** The numbers of all enabled accounts. */
  public List<Long> enabledAccounts() {
    return jdbc.sql("select account_id from access.account where enabled").query(Long.class).list();
  }

  /** As {@link #find}; until the transaction ends nobody changes them, and others may do this. */
  public Map<Long, AccountLimits> findAndKeep(Collection<Long> accountIds) {
    lock(accountIds, "share");
    return find(accountIds);
  }

  /** As {@link #find}; until the transaction ends nobody else changes or keeps them. */
  public AccountLimits findToChange(long accountId) {
    lock(List.of(accountId), "no key update");
    return find(accountId);
  }

  /** Locks the accounts' rows, since their limits may have none yet. */
  private void lock(Collection<Long> accountIds, String how) {
    jdbc.sql(
            "select account_id from access.account where account_id = any(?) order by account_id for "
                + how)
        .param(accountIds.toArray(Long[]::new))
        .query(Long.class)
        .list();
  }

  /** Replaces an account's limits. */
  public void change(long accountId, AccountLimits limits) {
    jdbc.sql("delete from access.account_limits where account_id = ?").param(accountId).update();
    jdbc.sql(
            """
            insert into access.account_limits
            select (jsonb_populate_record(null::access.account_limits, ?::jsonb
              || jsonb_build_object('account_id', ?, 'changed_at', clock_timestamp()))).*
            """)
        .params(JSON.writeValueAsString(limits), accountId)
        .update();
  }

  private static Map<Long, AccountLimits> collect(JdbcClient.StatementSpec query) {
    Map<Long, AccountLimits> found = new HashMap<>();
    query.query((ResultSet row) -> put(found, row));
    return found;
  }

  /** A row that was spoilt by hand must not stop the other accounts. */
  private static void put(Map<Long, AccountLimits> found, ResultSet row) throws SQLException {
    long account = row.getLong("account_id");
    try {
      found.put(account, JSON.readValue(row.getString("limits"), AccountLimits.class));
    } catch (JacksonException e) {
      LOG.error(
          "The limits of account {} cannot be used, so it has none of its own; correct them: {}",
          account,
          e.getOriginalMessage());
    }
  }
}
