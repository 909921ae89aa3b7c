package dev.chasqui.benchmarks.measure;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured of the relay.
 *
 * @param events in a round of the throughput
 * @param rounds of each way; of isolation with the bad endpoints, and one more without
 * @param warmUp events that go each way before anything counts
 * @param peerFor how long a round of a peer is at most: a slow one does not post all events
 * @param concurrencies of which each way's best is taken; with one, nothing is tried
 * @param tuneFor how long each is tried
 * @param quiet endpoints whose delay is looked at
 * @param quietPerSecond events of each of them
 * @param isolationFor how long one of these rounds is
 * @param turnsBadFor how long the bad endpoints have been bad before such a round begins
 * @param peerIsolationFor how long a round of a peer is, and how long its last events are waited
 *     for
 * @param backlog events after an outage
 * @param subscriptionCounts over how many subscriptions the cost is looked at
 */
public record RelaySizes(
    int events,
    int rounds,
    int warmUp,
    Duration peerFor,
    List<Integer> concurrencies,
    Duration tuneFor,
    int quiet,
    int quietPerSecond,
    Duration isolationFor,
    Duration turnsBadFor,
    Duration peerIsolationFor,
    int backlog,
    List<Integer> subscriptionCounts) {

  /** Some 25 minutes. */
  public static final RelaySizes FULL =
      new RelaySizes(
          100_000,
          5,
          600_000,
          Duration.ofSeconds(8),
          List.of(64, 256, 1_000),
          Duration.ofSeconds(4),
          50,
          10,
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          1_000_000,
          List.of(10, 100, 1_000, 10_000));

  /** Some 3 minutes, to try it; its figures say little. */
  public static final RelaySizes QUICK =
      new RelaySizes(
          20_000,
          1,
          30_000,
          Duration.ofSeconds(3),
          List.of(256),
          Duration.ofSeconds(2),
          50,
          10,
          Duration.ofSeconds(6),
          Duration.ofSeconds(3),
          Duration.ofSeconds(4),
          50_000,
          List.of(10, 1_000));

  public RelaySizes withEvents(int value) {
    return new RelaySizes(
        value,
        rounds,
        warmUp,
        peerFor,
        concurrencies,
        tuneFor,
        quiet,
        quietPerSecond,
        isolationFor,
        turnsBadFor,
        peerIsolationFor,
        backlog,
        subscriptionCounts);
  }

  public RelaySizes withRounds(int value) {
    return new RelaySizes(
        events,
        value,
        warmUp,
        peerFor,
        concurrencies,
        tuneFor,
        quiet,
        quietPerSecond,
        isolationFor,
        turnsBadFor,
        peerIsolationFor,
        backlog,
        subscriptionCounts);
  }

  public RelaySizes withBacklog(int value) {
    return new RelaySizes(
        events,
        rounds,
        warmUp,
        peerFor,
        concurrencies,
        tuneFor,
        quiet,
        quietPerSecond,
        isolationFor,
        turnsBadFor,
        peerIsolationFor,
        value,
        subscriptionCounts);
  }
}
