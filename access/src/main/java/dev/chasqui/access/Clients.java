package dev.chasqui.access;

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
}
