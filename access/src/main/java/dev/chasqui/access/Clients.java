package dev.chasqui.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clients that log in with an id and a secret, in PostgreSQL. Thread-safe. */
public final class Clients {

  private static final String COLUMNS = "client_id, tenant_id, name, created_at, revoked_at";

  private final JdbcClient jdbc;
  private final SecretBox box;

  public Clients(JdbcClient jdbc, SecretBox box) {
    this.jdbc = jdbc;
    this.box = box;
  }

  /**
   * A client's id and secret.
   *
   * @param id public
   * @param secret 64 hex characters: 32 bytes, also the key of its encrypted webhooks
   */
  public record Credentials(String id, Secret secret) {}

  /** Makes a client of a tenant, without a name. */
  public Credentials create(long tenantId) {
    return create(tenantId, "unnamed");
  }

  /** Makes a client of a tenant. */
  public Credentials create(long tenantId, String name) {
    var credentials =
        new Credentials("client_" + RandomHex.ofBytes(12), new Secret(RandomHex.ofBytes(32)));
    jdbc.sql("insert into access.client (client_id, tenant_id, name, secret) values (?, ?, ?, ?)")
        .params(credentials.id(), tenantId, name, box.seal(credentials.secret()))
        .update();
    return credentials;
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
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Moments.instant(row, "revoked_at"));
  }
}
