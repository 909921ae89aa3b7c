package dev.chasqui.access;

import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of its own with the access schema, and a tenant. */
final class AccessFixture {

  static final String MASTER_KEY = "0123456789abcdef".repeat(4);

  final TestDatabase database = TestServers.newDatabase();
  final JdbcClient jdbc = JdbcClient.create(database.dataSource());
  final Accounts accounts = new Accounts(jdbc, new SecretBox(new Secret(MASTER_KEY)));
  final long tenant;

  AccessFixture() {
    SchemaMigration.run(database.dataSource(), "access", "classpath:db/access");
    tenant = new Tenants(jdbc).create("a tenant");
  }

  Account newAccount(String phoneNumberId) {
    return accounts.create(account(tenant, phoneNumberId));
  }

  static Account account(long tenant, String phoneNumberId) {
    return new Account(
        0,
        tenant,
        Account.Kind.CLOUD_API,
        "15550009999",
        "https://graph.example",
        "v25.0",
        phoneNumberId,
        new Account.Secrets(
            new Secret("the-token"), new Secret("the-app-secret"), new Secret("the-verify-token")),
        true);
  }
}
