package dev.chasqui.sender;

import dev.chasqui.http.CallSettings;
import dev.chasqui.http.Reach;
import dev.chasqui.http.circuit.CircuitSettings;
import dev.chasqui.sender.limits.LimitDefaults;
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
 * @param unknownPatience how long a status is waited for when it is not known whether WhatsApp took
 *     a message; its recipient's next message waits with it
 * @param keepFinished how long a command is known after it has ended, so that a second one with its
 *     id is not sent but gets its result
 * @param messagesPerSecond of an account; with the burst within WhatsApp's 80 a second, and a few
 *     less, since what leaves evenly may arrive in a bunch; 0 for no limit
 * @param burst messages that an account may send at once after a rest
 * @param mostPerSecond what an account may be given at most: messages per second and burst together
 * @param recipientInterval between two messages of an account to one recipient; 0 for no limit
 * @param recipientBurst messages at once to one recipient
 * @param contactChecksPerMinute of an account
 * @param accountInFlight calls to WhatsApp at once for one account, at most
 * @param circuit when an address of WhatsApp is left alone for a while
 * @param topicPartitions of topics that do not exist yet
 */
@ConfigurationProperties("chasqui.sender")
record SenderProperties(
    @DefaultValue("2") int consumers,
    @DefaultValue("1000") int maxInFlight,
    @DefaultValue("5s") Duration connectTimeout,
    @DefaultValue("30s") Duration callTimeout,
    @DefaultValue("10s") Duration restPatience,
    @DefaultValue("30s") Duration leaseMargin,
    @DefaultValue("30s") Duration unknownPatience,
    @DefaultValue("7d") Duration keepFinished,
    @DefaultValue("72") double messagesPerSecond,
    @DefaultValue("3") int burst,
    @DefaultValue("80") double mostPerSecond,
    @DefaultValue("6s") Duration recipientInterval,
    @DefaultValue("45") int recipientBurst,
    @DefaultValue("20") int contactChecksPerMinute,
    @DefaultValue("64") int accountInFlight,
    CircuitSettings circuit,
    @DefaultValue("6") int topicPartitions) {

  private static final Duration BEYOND_CALL = Duration.ofSeconds(5);

  /** WhatsApp's answers are a few hundred bytes. */
  private static final int MOST_READ = 64 * 1024;

  /** To WhatsApp at once that send no message. */
  private static final int MOST_REST_CALLS = 256;

  LimitDefaults limits() {
    return new LimitDefaults(
        messagesPerSecond,
        burst,
        recipientInterval,
        recipientBurst,
        contactChecksPerMinute,
        accountInFlight,
        mostPerSecond);
  }

  CallSettings callSettings() {
    // A pool as large as what may be in flight: no call waits for another's connection.
    return new CallSettings(
        connectTimeout, callTimeout, maxInFlight, maxInFlight, MOST_READ, new Reach.Everywhere());
  }

  CallSettings restCallSettings() {
    return new CallSettings(
        connectTimeout,
        callTimeout,
        MOST_REST_CALLS,
        MOST_REST_CALLS,
        MOST_READ,
        new Reach.Everywhere());
  }

  /** At an address that does not answer: the other half of the calls is left to the others. */
  int mostUnanswered() {
    return Math.max(1, maxInFlight / 2);
  }

  /** In the leases, for people who look for the process; the rest makes it this process's alone. */
  private static String owner() {
    return "sender-%d-%s".formatted(ProcessHandle.current().pid(), UUID.randomUUID());
  }

  WorkerSettings workerSettings() {
    return WorkerSettings.defaults(owner())
        .withMaxInFlight(maxInFlight)
        .withLease(callTimeout.plus(leaseMargin))
        // A call that is under way at a stop is waited for: cut off, it would end as UNKNOWN.
        .withCloseWithin(callTimeout.plus(BEYOND_CALL));
  }
}
