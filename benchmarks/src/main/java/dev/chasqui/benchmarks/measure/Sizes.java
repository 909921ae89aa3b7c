package dev.chasqui.benchmarks.measure;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param commands in a round of the throughput
 * @param rounds of the path, and of isolation with a backlog; of the raw limit, and of isolation
 *     without one, one more
 * @param warmUp commands that are sent before anything counts: the JVM's compiler takes a quarter
 *     of the machine's time until some 300,000 went through
 * @param accounts that the throughput is spread over
 * @param inFlight calls to WhatsApp at once, of an instance and of the raw client
 * @param paced accounts whose pace is looked at
 * @param pacedFor how long they have a backlog
 * @param quiet accounts whose delay is looked at
 * @param quietPerSecond messages of each of them
 * @param isolationFor how long one of these rounds is
 * @param backlog messages of the throttled account
 * @param accountCounts over how many accounts the throughput is looked at
 */
public record Sizes(
    int commands,
    int rounds,
    int warmUp,
    int accounts,
    int inFlight,
    int paced,
    Duration pacedFor,
    int quiet,
    int quietPerSecond,
    Duration isolationFor,
    int backlog,
    List<Integer> accountCounts) {

  /** Some 20 minutes. */
  public static final Sizes FULL =
      new Sizes(
          100_000,
          5,
          300_000,
          100,
          1_000,
          50,
          Duration.ofSeconds(30),
          50,
          4,
          Duration.ofSeconds(25),
          100_000,
          List.of(10, 100, 1_000, 10_000));

  /** Some 2 minutes, to try it; its figures say little. */
  public static final Sizes QUICK =
      new Sizes(
          15_000,
          2,
          30_000,
          100,
          500,
          50,
          Duration.ofSeconds(8),
          50,
          4,
          Duration.ofSeconds(8),
          20_000,
          List.of(10, 1_000));

  public Sizes withCommands(int value) {
    return new Sizes(
        value,
        rounds,
        warmUp,
        accounts,
        inFlight,
        paced,
        pacedFor,
        quiet,
        quietPerSecond,
        isolationFor,
        backlog,
        accountCounts);
  }

  public Sizes withRounds(int value) {
    return new Sizes(
        commands,
        value,
        warmUp,
        accounts,
        inFlight,
        paced,
        pacedFor,
        quiet,
        quietPerSecond,
        isolationFor,
        backlog,
        accountCounts);
  }
}
