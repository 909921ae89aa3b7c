package dev.chasqui.access;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys that open the REST resources ({@code X-API-Key}), in PostgreSQL. Thread-safe. */
public final class ApiKeys {

  private static final int HINT_LENGTH = 8;

  private static final String COLUMNS =
      "api_key_id, tenant_id, account_id, name, hint, created_at, expires_at, revoked_at";

  private final JdbcClient jdbc;

  public ApiKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes a key without a name that never expires; it is not stored and cannot be shown again. */
  public Secret issue(long tenantId, long accountId) {
    return issue(tenantId, accountId, "unnamed", null).key();
  }

  /**
   * Makes a key for one account of a tenant.
   *
   * @param expiresAt from when on it opens nothing; null for never
   */
  public ApiKey.Issued issue(
      long tenantId, long accountId, String name, @Nullable Instant expiresAt) {
    Secret key = new Secret("chq_" + RandomHex.ofBytes(32));
    ApiKey info =
        jdbc.sql(
                """
                insert into access.api_key (tenant_id, account_id, name, hint, key_hash, expires_at)
                values (?, ?, ?, ?, ?, ?) returning\s"""
                    + COLUMNS)
            .params(tenantId, accountId, name, key.value().substring(0, HINT_LENGTH))
            .param(hash(key.value()))
            .param(utc(expiresAt))
            .query(ApiKeys::map)
            .single();
    return new ApiKey.Issued(info, key);
  }

  /**
   * Who a key belongs to; empty if it is unknown, expired or revoked, or its tenant disabled. What
   * is looked up is the key's SHA-256, so the time taken tells nothing about a key.
   */
  public Optional<Caller> authenticate(String key) {
    return jdbc.sql(
            """
            select tenant_id, account_id from access.api_key
            where key_hash = ? and revoked_at is null and (expires_at is null or expires_at > now())
              and tenant_id in (select tenant_id from access.tenant where enabled)
            """)
        .param(hash(key))
        .query((row, number) -> new Caller(row.getLong("tenant_id"), row.getLong("account_id")))
        .optional();
  }

  /** All keys, those that open nothing too, by id. */
  public List<ApiKey> all() {
    return select("order by api_key_id").query(ApiKeys::map).list();
  }

  /** The keys of an account, those that open nothing too, by id. */
  public List<ApiKey> ofAccount(long accountId) {
    return select("where account_id = ? order by api_key_id")
        .param(accountId)
        .query(ApiKeys::map)
        .list();
  }

  /** The key with this id, also one that opens nothing. */
  public Optional<ApiKey> find(long id) {
    return select("where api_key_id = ?").param(id).query(ApiKeys::map).optional();
  }

  /** Gives a key another name. */
  public void rename(long id, String name) {
    jdbc.sql("update access.api_key set name = ? where api_key_id = ?").params(name, id).update();
  }

  /**
   * Gives a key another expiry.
   *
   * @param expiresAt from when on it opens nothing; null for never
   */
  public void expire(long id, @Nullable Instant expiresAt) {
    jdbc.sql("update access.api_key set expires_at = ? where api_key_id = ?")
        .param(utc(expiresAt))
        .param(id)
        .update();
  }

  /**
   * Ends a key, at once and for good; one that was revoked before stays as it is. Empty if there is
   * none with this id.
   */
  public Optional<ApiKey> revoke(long id) {
    return jdbc.sql(
            """
            update access.api_key set revoked_at = coalesce(revoked_at, now())
            where api_key_id = ? returning\s"""
                + COLUMNS)
        .param(id)
        .query(ApiKeys::map)
        .optional();
  }

  private JdbcClient.StatementSpec select(String which) {
    return jdbc.sql("select " + COLUMNS + " from access.api_key " + which);
  }

  private static ApiKey map(ResultSet row, int number) throws SQLException {
    return new ApiKey(
        row.getLong("api_key_id"),
        row.getLong("tenant_id"),
        row.getLong("account_id"),
        row.getString("name"),
        row.getString("hint"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Moments.instant(row, "expires_at"),
        Moments.instant(row, "revoked_at"));
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static byte[] hash(String key) {
    return Sha256.of(key.getBytes(StandardCharsets.UTF_8));
  }
}
