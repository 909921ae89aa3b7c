package dev.chasqui.relay;

import dev.chasqui.http.AllowedHosts;
import dev.chasqui.http.CallSettings;
import dev.chasqui.http.Reach;
import dev.chasqui.http.circuit.CircuitSettings;
import dev.chasqui.relay.delivery.Relay;
import dev.chasqui.workqueue.WorkerSettings;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the relay, {@code chasqui.relay.*}. Immutable.
 *
 * @param consumers threads that read events
 * @param maxInFlight attempts at once to one subscription: of each process, and of what goes
 *     through the queue of all processes together
 * @param connectTimeout for connecting to a subscriber, TLS included
 * @param attemptTimeout for one attempt in all
 * @param leaseMargin how long after that a delivery is taken to be left behind by a dead process;
 *     longer than the database may be away
 * @param patience how long a portion of a batch waits for its first attempts
 * @param retries waits before the second attempt, the third and so on
 * @param queueInFlight deliveries from the queue at once, to all subscriptions together
 * @param circuit when an endpoint is left alone for a while
 * @param disableAfter how long an endpoint may fail without a success until it is disabled
 * @param keepFinished how long the queue knows a delivery after it has ended
 * @param keepDeliveries how long the log of deliveries goes back, at least as long as disableAfter;
 *     an event that comes again later is delivered again
 * @param topicPartitions of topics that do not exist yet
 * @param allowedReceivers hosts that may be called though they are not public, and over http too:
 *     names and CIDRs, as {@link AllowedHosts} has them
 */
@ConfigurationProperties("chasqui.relay")
record RelayProperties(
    @DefaultValue("2") int consumers,
    @DefaultValue("64") int maxInFlight,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("15s") Duration attemptTimeout,
    @DefaultValue("2m") Duration leaseMargin,
    @DefaultValue("200ms") Duration patience,
    @DefaultValue({
          "5s", "30s", "2m", "10m", "30m", "1h", "3h", "6h", "12h", "12h", "12h", "12h", "12h"
        })
        List<Duration> retries,
    @DefaultValue("2000") int queueInFlight,
    CircuitSettings circuit,
    @DefaultValue("5d") Duration disableAfter,
    @DefaultValue("7d") Duration keepFinished,
    @DefaultValue("7d") Duration keepDeliveries,
    @DefaultValue("6") int topicPartitions,
    @DefaultValue List<String> allowedReceivers) {

  private static final int MOST_CONNECTIONS = 4096;
  private static final int MOST_READ = 64 * 1024;

  RelayProperties {
    if (keepDeliveries.compareTo(disableAfter) < 0) {
      throw new IllegalArgumentException(
          "chasqui.relay.keep-deliveries must be at least disable-after: the log says whether an"
              + " endpoint had a success");
    }
  }

  /**
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  CallSettings callSettings() {
    // Many tenants' webhooks live at one host, and each has its own cap: a host has none.
    return new CallSettings(
        connectTimeout, attemptTimeout, MOST_CONNECTIONS, MOST_CONNECTIONS, MOST_READ, reach());
  }

  private Reach reach() {
    try {
      return new Reach.PublicHosts(AllowedHosts.of(allowedReceivers));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "chasqui.relay.allowed-receivers (CHASQUI_RELAY_ALLOWED_RECEIVERS): " + e.getMessage(),
          e);
    }
  }

  Relay.Settings relaySettings() {
    WorkerSettings worker =
        WorkerSettings.defaults("relay-" + UUID.randomUUID())
            .withMaxInFlight(queueInFlight)
            .withLease(attemptTimeout.plus(leaseMargin));
    return new Relay.Settings(patience, maxInFlight, retries, worker);
  }
}
