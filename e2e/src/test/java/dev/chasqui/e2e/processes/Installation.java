package dev.chasqui.e2e.processes;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.SchemaMigration;
import dev.chasqui.access.Secret;
import dev.chasqui.access.SecretBox;
import dev.chasqui.access.Tenants;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.simulator.numbers.ReplyPlan;
import dev.chasqui.simulator.numbers.VerifyCallback;
import java.net.URI;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A tenant with an account on the simulator, and a key for it.
 *
 * @param apiKey opens the REST API
 */
record Installation(Account account, Secret apiKey) {

  /** Any 32 bytes. */
  static final Secret MASTER_KEY = new Secret("5f".repeat(32));

  private static final String PHONE = "15550001111";
  private static final String PHONE_NUMBER_ID = "200000000000002";

  static Installation create(DataSource database, String simulatorUrl) {
    SchemaMigration.run(database, "access", "db/access");
    JdbcClient jdbc = JdbcClient.create(database);
    long tenant = new Tenants(jdbc).create("End to end");
    Account account =
        new Accounts(jdbc, new SecretBox(MASTER_KEY))
            .create(
                new Account(
                    0,
                    tenant,
                    Account.Kind.SIMULATOR,
                    PHONE,
                    simulatorUrl,
                    "v25.0",
                    PHONE_NUMBER_ID,
                    new Account.Secrets(
                        new Secret("the token"),
                        new Secret("the app secret"),
                        new Secret("the verify token")),
                    true));
    return new Installation(account, new ApiKeys(jdbc).issue(tenant, account.id()));
  }

  /** Its number as the simulator knows it: with every status and a reply to each message. */
  NumberSpec number(String inboundUrl) {
    Account.Secrets secrets = account.secrets();
    return NumberSpec.of(PHONE_NUMBER_ID)
        .withIdentity("+" + PHONE, "Chasqui", "300400500600700")
        .withSecrets(
            secrets.token().value(), secrets.appSecret().value(), secrets.verifyToken().value())
        .withCallback(
            URI.create(inboundUrl + "/webhooks/whatsapp/" + account.id()), VerifyCallback.LATER)
        .withReply(ReplyPlan.ECHO);
  }
}
