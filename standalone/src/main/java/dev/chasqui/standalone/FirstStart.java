package dev.chasqui.standalone;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.Clients;
import dev.chasqui.access.SchemaMigration;
import dev.chasqui.access.Secret;
import dev.chasqui.access.SecretBox;
import dev.chasqui.access.Tenants;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the tenant, the account on the simulator, the key and the client of a new installation. May
 * be killed at any point: the credentials are issued anew until their file is there, and whatever
 * else exists is used as it is.
 */
final class FirstStart {

  static final String PHONE = "15550009999";
  static final String PHONE_NUMBER_ID = "100000000000001";

  private static final String TENANT = "First tenant";
  private static final String NAME = "first start";
  private static final String API_VERSION = "v25.0";
  private static final int SECRET_BYTES = 24;

  private final TransactionTemplate transaction;
  private final Tenants tenants;
  private final Accounts accounts;
  private final ApiKeys keys;
  private final Clients clients;

  FirstStart(DataSource database, Secret masterKey) {
    SchemaMigration.run(database, "access", "db/access");
    JdbcClient jdbc = JdbcClient.create(database);
    SecretBox box = new SecretBox(masterKey);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    this.tenants = new Tenants(jdbc);
    this.accounts = new Accounts(jdbc, box);
    this.keys = new ApiKeys(jdbc);
    this.clients = new Clients(jdbc, box);
  }

  /**
   * Sees to it that there are an account and credentials that work.
   *
   * @param simulatorUrl where the accounts on the simulator are from now on
   * @return the credentials, if they are new
   */
  Optional<Credentials> run(Path home, String simulatorUrl) {
    for (Account account : simulated()) {
      if (!account.baseUrl().equals(simulatorUrl)) {
        accounts.moveTo(account.id(), simulatorUrl);
      }
    }
    if (Credentials.read(home).filter(this::work).isPresent()) {
      return Optional.empty();
    }
    Credentials issued = transaction.execute(status -> issue(simulatorUrl));
    issued.keep(home);
    return Optional.of(issued);
  }

  /** The accounts that the simulator serves. */
  List<Account> simulated() {
    return accounts.all().stream()
        .filter(account -> account.kind() == Account.Kind.SIMULATOR)
        .toList();
  }

  private boolean work(Credentials credentials) {
    return keys.authenticate(credentials.apiKey())
        .filter(owner -> owner.caller().accountId() == credentials.accountId())
        .isPresent();
  }

  private Credentials issue(String simulatorUrl) {
    Account account =
        accounts
            .byPhoneNumberId(PHONE_NUMBER_ID)
            .orElseGet(() -> accounts.create(first(simulatorUrl)));
    Secret key = keys.issue(account.tenantId(), account.id(), NAME, null).key();
    Clients.Credentials client = clients.create(account.tenantId(), NAME);
    return new Credentials(
        key.value(), client.id(), client.secret().value(), account.id(), account.phone());
  }

  private Account first(String simulatorUrl) {
    return new Account(
        0,
        tenants.create(TENANT),
        Account.Kind.SIMULATOR,
        PHONE,
        simulatorUrl,
        API_VERSION,
        PHONE_NUMBER_ID,
        new Account.Secrets(secret(), secret(), secret()),
        true);
  }

  private static Secret secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Secret(HexFormat.of().formatHex(bytes));
  }
}
