package dev.chasqui.access;

import java.security.MessageDigest;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clients that log in with an id and a secret, in PostgreSQL. Thread-safe. */
public final class Clients {

  private static final int SECRET_BYTES = 32;

  private static final String COLUMNS =
      "client_id, tenant_id, name, allowed_addresses, created_at, revoked_at";

  private final JdbcClient jdbc;
  private final SecretBox box;
  private final byte[] nobodys;

  public Clients(JdbcClient jdbc, SecretBox box) {
    this.jdbc = jdbc;
    this.box = box;
    this.nobodys = box.seal(newSecret());
  }

  /**
   * A client's id and secret.
   *
   * @param id public
   * @param secret 64 hex characters: 32 bytes, also the key of its encrypted webhooks
   */
  public record Credentials(String id, Secret secret) {}

  /**
   * A client that was not revoked.
   *
   * @param tenantEnabled false: it may not call while that is so
   * @param onlyAccount its tenant's account; null if there are several, or none
   * @param allowedAddresses where it may call from; empty for anywhere
   */
  record Active(
      long tenantId,
      boolean tenantEnabled,
      @Nullable Long onlyAccount,
      List<String> allowedAddresses) {

    /**
     * @throws ApiException 403 if its tenant is disabled
     */
    void requireTenantEnabled() {
      if (!tenantEnabled) {
        throw ApiException.tenantDisabled();
      }
    }
  }

  /** Makes a client of a tenant, without a name. */
  public Credentials create(long tenantId) {
    return create(tenantId, "unnamed");
  }

  /** Makes a client of a tenant that may call from anywhere. */
  public Credentials create(long tenantId, String name) {
    return create(tenantId, name, List.of());
  }

  /**
   * Makes a client of a tenant.
   *
   * @param allowedAddresses as {@link dev.chasqui.access.rate.AddressRanges} takes them; empty for
   *     anywhere
   */
  public Credentials create(long tenantId, String name, List<String> allowedAddresses) {
    var credentials = new Credentials("client_" + RandomHex.ofBytes(12), newSecret());
    jdbc.sql(
            """
            insert into access.client (client_id, tenant_id, name, secret, allowed_addresses)
            values (?, ?, ?, ?, ?)
            """)
        .params(credentials.id(), tenantId, name, box.seal(credentials.secret()))
        .param(allowedAddresses.toArray(String[]::new))
        .update();
    return credentials;
  }

  private static Secret newSecret() {
    return new Secret(RandomHex.ofBytes(SECRET_BYTES));
  }

  /**
   * Whether this is the client's secret. The time that it takes tells neither whether there is such
   * a client nor anything about its secret.
   *
   * @throws SealedSecretException if its secret cannot be opened
   */
  boolean isSecretOf(String clientId, Secret given) {
    byte[] sealed =
        jdbc.sql("select secret from access.client where client_id = ?")
            .param(clientId)
            .query((row, number) -> row.getBytes("secret"))
            .optional()
            .orElse(nobodys);
    return MessageDigest.isEqual(Sha256.of(given.bytes()), Sha256.of(box.open(sealed).bytes()));
  }

  /** The client with this id, unless it was revoked. */
  Optional<Active> active(String clientId) {
    return jdbc.sql(
            """
            select tenant_id, allowed_addresses,
              (select enabled from access.tenant t where t.tenant_id = c.tenant_id) as enabled,
              (select min(account_id) from access.account a where a.tenant_id = c.tenant_id
                having count(*) = 1) as only_account
            from access.client c where client_id = ? and revoked_at is null
            """)
        .param(clientId)
        .query(
            (row, number) ->
                new Active(
                    row.getLong("tenant_id"),
                    row.getBoolean("enabled"),
                    row.getObject("only_account", Long.class),
                    addresses(row)))
        .optional();
  }

  /** The ids of a tenant's clients but those that were revoked, the newest first. */
  public List<String> idsOf(long tenantId) {
    return jdbc.sql(
            """
            select client_id from access.client where tenant_id = ? and revoked_at is null
            order by created_at desc
            """)
        .param(tenantId)
        .query(String.class)
        .list();
  }

  /**
   * A client, also one that was revoked: its webhooks are encrypted with its secret until they are
   * given another client.
   *
   * @throws SealedSecretException if its secret cannot be opened
   */
  public Optional<Credentials> find(String clientId) {
    return jdbc.sql("select secret from access.client where client_id = ?")
        .param(clientId)
        .query((row, number) -> new Credentials(clientId, box.open(row.getBytes("secret"))))
        .optional();
  }

  /** All clients, revoked ones too, the oldest first. */
  public List<Client> all() {
    return select("order by created_at, client_id").query(Clients::map).list();
  }

  /** The clients of a tenant, revoked ones too, the oldest first. */
  public List<Client> ofTenant(long tenantId) {
    return select("where tenant_id = ? order by created_at, client_id")
        .param(tenantId)
        .query(Clients::map)
        .list();
  }

  /** The client with this id, also one that was revoked. */
  public Optional<Client> info(String clientId) {
    return select("where client_id = ?").param(clientId).query(Clients::map).optional();
  }

  /** Gives a client another name. */
  public void rename(String clientId, String name) {
    jdbc.sql("update access.client set name = ? where client_id = ?")
        .params(name, clientId)
        .update();
  }

  /** Lets a client call from these addresses only, as {@link #create} takes them. */
  public void allow(String clientId, List<String> allowedAddresses) {
    jdbc.sql("update access.client set allowed_addresses = ? where client_id = ?")
        .param(allowedAddresses.toArray(String[]::new))
        .param(clientId)
        .update();
  }

  /**
   * Ends a client, at once and for good; one that was revoked before stays as it is. Empty if there
   * is none with this id.
   */
  public Optional<Client> revoke(String clientId) {
    return jdbc.sql(
            """
            update access.client set revoked_at = coalesce(revoked_at, now())
            where client_id = ? returning\s"""
                + COLUMNS)
        .param(clientId)
        .query(Clients::map)
        .optional();
  }

  private JdbcClient.StatementSpec select(String which) {
    return jdbc.sql("select " + COLUMNS + " from access.client " + which);
  }

  private static Client map(ResultSet row, int number) throws SQLException {
    return new Client(
        row.getString("client_id"),
        row.getLong("tenant_id"),
        row.getString("name"),
        addresses(row),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Moments.instant(row, "revoked_at"));
  }

  private static List<String> addresses(ResultSet row) throws SQLException {
    Array addresses = row.getArray("allowed_addresses");
    return List.of((String[]) addresses.getArray());
  }
}
