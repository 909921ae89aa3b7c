package dev.chasqui.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys that open the REST resources ({@code X-API-Key}), in PostgreSQL. Thread-safe. */
public final class ApiKeys {

  private final JdbcClient jdbc;

  public ApiKeys(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes a key for one account of a tenant; it is not stored and cannot be shown again. */
  public Secret issue(long tenantId, long accountId) {
    Secret key = new Secret("chq_" + RandomHex.ofBytes(32));
    jdbc.sql("insert into access.api_key (tenant_id, account_id, key_hash) values (?, ?, ?)")
        .params(tenantId, accountId, hash(key.value()))
        .update();
    return key;
  }

  /**
   * Who a key belongs to; empty if it is unknown, expired or revoked. What is looked up is the
   * key's SHA-256, so the time taken tells nothing about a key.
   */
  public Optional<Caller> authenticate(String key) {
    return jdbc.sql(
            """
            select tenant_id, account_id from access.api_key
            where key_hash = ? and revoked_at is null and (expires_at is null or expires_at > now())
            """)
        .param(hash(key))
        .query((row, number) -> new Caller(row.getLong("tenant_id"), row.getLong("account_id")))
        .optional();
  }

  private static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
