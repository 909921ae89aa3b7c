package dev.chasqui.benchmarks.system;

import dev.chasqui.access.Secret;
import dev.chasqui.access.SecretBox;
import dev.chasqui.access.Transactions;
import dev.chasqui.relay.post.Encryption;
import dev.chasqui.relay.subscription.Order;
import dev.chasqui.relay.subscription.SigningSecrets;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.Subscriptions;
import dev.chasqui.relay.subscription.Terms;
import dev.chasqui.relay.subscription.WhenOff;
import dev.chasqui.workqueue.PostgresWorkQueue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes subscriptions as the relay stores them, without a request and a ping for each. */
final class RelaySubscriptions {

  /** The relay's own default. */
  private static final int MAX_IN_FLIGHT = 64;

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final Transactions transactions;
  private final Subscriptions subscriptions;

  RelaySubscriptions(DataSource database) {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    this.transactions =
        new Transactions(new TransactionTemplate(new JdbcTransactionManager(database)), jdbc);
    this.subscriptions =
        new Subscriptions(
            JdbcClient.create(jdbc),
            transactions,
            new PostgresWorkQueue(database, "relay"),
            new SecretBox(new Secret(ServiceInstance.MASTER_KEY)),
            MAX_IN_FLIGHT);
  }

  /** Runs in one transaction. */
  void together(Runnable many) {
    transactions.run(_ -> many.run());
  }

  /** Subscribes an address to the messages of some accounts. */
  Subscription add(URI url, List<Long> accounts, Order order) {
    Subscription added =
        new Subscription(
            "benchmark-" + NEXT.incrementAndGet(),
            1,
            accounts.getFirst(),
            new Terms(
                url,
                List.of("message"),
                accounts,
                Encryption.NONE,
                null,
                Map.of(),
                null,
                order,
                Duration.ofDays(7),
                WhenOff.KEEP,
                null),
            new SigningSecrets(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), List.of()),
            true,
            null,
            null,
            Instant.now());
    subscriptions.add(added);
    return added;
  }

  void remove(Subscription subscription) {
    subscriptions.delete(subscription);
  }
}
