package dev.chasqui.benchmarks.measure;

import java.time.Duration;

/**
 * How much is measured of the history.
 *
 * @param messages in all chats, before anything but the filling is looked at
 * @param chats of the one account
 * @param rounds of ingest on top of that
 * @param roundMessages in each of them
 * @param warmUps how often all kinds of pages are read before: the JVM compiles for some 50,000
 *     reads
 * @param readFor how long each kind of page is read
 * @param clients that read at once
 * @param besidePerSecond messages that come in while pages are read
 */
public record HistorySizes(
    int messages,
    int chats,
    int rounds,
    int roundMessages,
    int warmUps,
    Duration readFor,
    int clients,
    int besidePerSecond) {

  /** Some 12 minutes. */
  public static final HistorySizes FULL =
      new HistorySizes(1_000_000, 50_000, 5, 60_000, 3, Duration.ofSeconds(20), 4, 500);

  /** Some 2 minutes, to try it; its figures say little. */
  public static final HistorySizes QUICK =
      new HistorySizes(60_000, 3_000, 1, 20_000, 1, Duration.ofSeconds(3), 4, 500);

  public HistorySizes withMessages(int value) {
    return new HistorySizes(
        value, chats, rounds, roundMessages, warmUps, readFor, clients, besidePerSecond);
  }

  public HistorySizes withRounds(int value) {
    return new HistorySizes(
        messages, chats, value, roundMessages, warmUps, readFor, clients, besidePerSecond);
  }
}
