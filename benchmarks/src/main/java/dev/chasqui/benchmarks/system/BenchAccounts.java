package dev.chasqui.benchmarks.system;

import dev.chasqui.access.Account;
import dev.chasqui.access.AccountLimits;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.Limits;
import dev.chasqui.access.Secret;
import dev.chasqui.access.SecretBox;
import dev.chasqui.access.Tenants;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes accounts, each with a number at the simulator. */
public final class BenchAccounts {

  /** The bearer token of every account. */
  public static final String TOKEN = "the-token";

  /** The Graph version in the paths of every account. */
  public static final String VERSION = "v25.0";

  /** Kept apart from each other by their numbers. */
  private static final AtomicLong NEXT_NUMBER = new AtomicLong(200_000_000_000_000L);

  private final SimulatorApi simulator;
  private final TransactionTemplate transactions;
  private final JdbcClient client;
  private final Accounts accounts;
  private final long tenant;

  BenchAccounts(DataSource database, SimulatorApi simulator) {
    this.simulator = simulator;
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    this.client = JdbcClient.create(database);
    this.accounts = new Accounts(client, new SecretBox(new Secret(ServiceInstance.MASTER_KEY)));
    this.tenant = new Tenants(client).create("Benchmark");
  }

  /**
   * How fast an account may send.
   *
   * @param perSecond messages a second; infinite for no limit, neither to a recipient
   * @param burst messages at once after a rest
   */
  public record Pace(double perSecond, int burst) {

    /** As no account that is known to WhatsApp has it. */
    public static final Pace UNLIMITED = new Pace(Double.POSITIVE_INFINITY, 1);

    /** What the sender gives an account of which nothing else is known. */
    public static final Pace STANDARD = new Pace(72, 3);

    /** What WhatsApp takes of an account within any second. */
    public static final int WHATSAPP_PER_SECOND = 80;

    private static final long RECIPIENT_INTERVAL_MILLIS = 6_000;
    private static final int RECIPIENT_BURST = 45;

    private boolean isUnlimited() {
      return Double.isInfinite(perSecond);
    }

    private AccountLimits limits() {
      return new AccountLimits(
          perSecond,
          burst,
          RECIPIENT_INTERVAL_MILLIS,
          RECIPIENT_BURST,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null);
    }
  }

  /** Makes so many accounts with that pace. */
  public List<BenchAccount> create(int count, Pace pace) {
    List<BenchAccount> made =
        transactions.execute(_ -> IntStream.range(0, count).mapToObj(_ -> create()).toList());
    simulator.addNumbers(made);
    if (!pace.isUnlimited()) {
      made.forEach(account -> limit(account, pace));
    }
    return made;
  }

  private BenchAccount create() {
    String phoneNumberId = Long.toString(NEXT_NUMBER.incrementAndGet());
    Account account =
        accounts.create(
            new Account(
                0,
                tenant,
                Account.Kind.SIMULATOR,
                "1555" + phoneNumberId.substring(8),
                simulator.url(),
                VERSION,
                phoneNumberId,
                new Account.Secrets(
                    new Secret(TOKEN), new Secret("app-secret"), new Secret("verify-token")),
                true));
    return new BenchAccount(account.id(), phoneNumberId);
  }

  private void limit(BenchAccount account, Pace pace) {
    new Limits(client).change(account.id(), pace.limits());
  }
}
