package dev.chasqui.e2e.processes;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.SchemaMigration;
import dev.chasqui.access.Secret;
import dev.chasqui.access.SecretBox;
import dev.chasqui.access.Tenants;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.simulator.numbers.VerifyCallback;
import java.net.URI;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes accounts of a tenant of their own. Thread-safe. */
public final class NewAccounts {

  /** Any 32 bytes. */
  public static final Secret MASTER_KEY = new Secret("5f".repeat(32));

  private static final Account.Secrets SECRETS =
      new Account.Secrets(
          new Secret("the token"), new Secret("the app secret"), new Secret("the verify token"));

  private final AtomicLong nextPhone = new AtomicLong(15_550_001_111L);
  private final AtomicLong nextNumberId = new AtomicLong(200_000_000_000_002L);
  private final Accounts accounts;
  private final ApiKeys apiKeys;
  private final long tenant;

  /** Makes the tenant, and the tables if they are missing. */
  public NewAccounts(DataSource database) {
    SchemaMigration.run(database, "access", "db/access");
    JdbcClient jdbc = JdbcClient.create(database);
    this.accounts = new Accounts(jdbc, new SecretBox(MASTER_KEY));
    this.apiKeys = new ApiKeys(jdbc);
    this.tenant = new Tenants(jdbc).create("End to end");
  }

  /** An account whose WhatsApp is at {@code url}. */
  public Account create(String url) {
    return accounts.create(
        new Account(
            0,
            tenant,
            Account.Kind.SIMULATOR,
            Long.toString(nextPhone.getAndIncrement()),
            url,
            "v25.0",
            Long.toString(nextNumberId.getAndIncrement()),
            SECRETS,
            true));
  }

  /** A new key that opens the REST API for an account. */
  public Secret apiKey(Account account) {
    return apiKeys.issue(account.tenantId(), account.id());
  }

  /** The account's number as the simulator is to know it: with every status of each message. */
  public static NumberSpec number(Account account, String inboundUrl) {
    return NumberSpec.of(account.phoneNumberId())
        .withIdentity("+" + account.phone(), "Chasqui", "300400500600700")
        .withSecrets(
            SECRETS.token().value(), SECRETS.appSecret().value(), SECRETS.verifyToken().value())
        .withCallback(
            URI.create(inboundUrl + "/webhooks/whatsapp/" + account.id()), VerifyCallback.LATER);
  }
}
