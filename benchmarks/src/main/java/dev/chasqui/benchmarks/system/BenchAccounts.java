package dev.chasqui.benchmarks.system;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.Secret;
import dev.chasqui.access.SecretBox;
import dev.chasqui.access.Tenants;
import dev.chasqui.workqueue.LaneSettings;
import dev.chasqui.workqueue.PostgresWorkQueue;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
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

  private static final int IN_FLIGHT = 64;

  private final DataSource database;
  private final SimulatorApi simulator;
  private final TransactionTemplate transactions;
  private final JdbcTemplate jdbc;
  private final Accounts accounts;
  private final long tenant;

  BenchAccounts(DataSource database, SimulatorApi simulator) {
    this.database = database;
    this.simulator = simulator;
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    this.jdbc = new JdbcTemplate(database);
    JdbcClient client = JdbcClient.create(database);
    this.accounts = new Accounts(client, new SecretBox(new Secret(SenderInstance.MASTER_KEY)));
    this.tenant = new Tenants(client).create("Benchmark");
  }

  /**
   * How fast an account may send.
   *
   * @param perSecond messages a second; {@link LaneSettings#UNPACED} for no limit
   * @param burst messages at once after a rest
   */
  public record Pace(double perSecond, int burst) {
    /** No limit. */
    public static final Pace UNLIMITED = new Pace(LaneSettings.UNPACED, 1);

    /** What the sender gives an account of which nothing else is known. */
    public static final Pace STANDARD = new Pace(72, 8);

    /** The most that may go out within a second. */
    public int mostInOneSecond() {
      return (int) Math.floor(perSecond) + burst;
    }
  }

  /** Makes so many accounts with that pace. */
  public List<BenchAccount> create(int count, Pace pace) {
    List<BenchAccount> made =
        transactions.execute(_ -> IntStream.range(0, count).mapToObj(_ -> create()).toList());
    simulator.addNumbers(made);
    setPace(made, pace);
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

  /** The one place that knows how an account gets its pace. */
  private void setPace(List<BenchAccount> accounts, Pace pace) {
    var queue = new PostgresWorkQueue(database, "sender");
    ConnectionCallback<Boolean> configure =
        tx -> {
          for (BenchAccount account : accounts) {
            String lane = Long.toString(account.id());
            queue.configure(tx, new LaneSettings(lane, pace.perSecond(), pace.burst(), IN_FLIGHT));
          }
          return true;
        };
    transactions.execute(_ -> jdbc.execute(configure));
  }
}
