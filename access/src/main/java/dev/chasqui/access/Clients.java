package dev.chasqui.access;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clients that log in with an id and a secret, in PostgreSQL. Thread-safe. */
public final class Clients {

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

  /** Makes a client of a tenant. */
  public Credentials create(long tenantId) {
    var credentials =
        new Credentials("client_" + RandomHex.ofBytes(12), new Secret(RandomHex.ofBytes(32)));
    jdbc.sql("insert into access.client (client_id, tenant_id, secret) values (?, ?, ?)")
        .params(credentials.id(), tenantId, box.seal(credentials.secret()))
        .update();
    return credentials;
  }

  /** The ids of a tenant's clients, the newest first. */
  public List<String> idsOf(long tenantId) {
    return jdbc.sql(
            "select client_id from access.client where tenant_id = ? order by created_at desc")
        .param(tenantId)
        .query(String.class)
        .list();
  }

  /**
   * A client.
   *
   * @throws SealedSecretException if its secret cannot be opened
   */
  public Optional<Credentials> find(String clientId) {
    return jdbc.sql("select secret from access.client where client_id = ?")
        .param(clientId)
        .query((row, number) -> new Credentials(clientId, box.open(row.getBytes("secret"))))
        .optional();
  }
}
