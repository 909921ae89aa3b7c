package dev.chasqui.sender;

import dev.chasqui.http.CallSettings;
import dev.chasqui.http.Reach;
import dev.chasqui.sender.send.AccountLanes;
import dev.chasqui.workqueue.WorkerSettings;
import java.time.Duration;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the sender, {@code chasqui.sender.*}. Immutable.
 *
 * @param consumers threads that read commands
 * @param maxInFlight calls to WhatsApp at once
 * @param connectTimeout for connecting to WhatsApp, TLS included
 * @param callTimeout for one call to WhatsApp in all
 * @param restPatience how long a REST call waits for its message's result
 * @param leaseMargin how long after that a command is taken to be left behind by a dead process
 * @param messagesPerSecond of an account that has no lane yet; with the burst within WhatsApp's 80
 *     a second
 * @param burst messages that an account may send at once after a rest
 * @param accountInFlight calls to WhatsApp at once for one account
 * @param topicPartitions of topics that do not exist yet
 */
@ConfigurationProperties("chasqui.sender")
record SenderProperties(
    @DefaultValue("2") int consumers,
    @DefaultValue("500") int maxInFlight,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration callTimeout,
    @DefaultValue("10s") Duration restPatience,
    @DefaultValue("30s") Duration leaseMargin,
    @DefaultValue("72") double messagesPerSecond,
    @DefaultValue("8") int burst,
    @DefaultValue("64") int accountInFlight,
    @DefaultValue("6") int topicPartitions) {

  private static final Duration BEYOND_CALL = Duration.ofSeconds(5);

  /** WhatsApp's answers are a few hundred bytes. */
  private static final int MOST_READ = 64 * 1024;

  AccountLanes.Pace pace() {
    return new AccountLanes.Pace(messagesPerSecond, burst, accountInFlight);
  }

  CallSettings callSettings() {
    // A pool as large as what may be in flight: no call waits for another's connection.
    return new CallSettings(
        connectTimeout, callTimeout, maxInFlight, maxInFlight, MOST_READ, new Reach.Everywhere());
  }

  WorkerSettings workerSettings() {
    return WorkerSettings.defaults("sender-" + UUID.randomUUID())
        .withMaxInFlight(maxInFlight)
        .withLease(callTimeout.plus(leaseMargin))
        // A call that is under way at a stop is waited for: cut off, it would end as UNKNOWN.
        .withCloseWithin(callTimeout.plus(BEYOND_CALL));
  }
}
