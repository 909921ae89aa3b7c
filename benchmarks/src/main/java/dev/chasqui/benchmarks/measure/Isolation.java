package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.system.Batch;
import dev.chasqui.benchmarks.system.BenchAccount;
import dev.chasqui.benchmarks.system.BenchAccounts.Pace;
import dev.chasqui.benchmarks.system.SenderSystem;
import dev.chasqui.benchmarks.system.SimulatorApi.Receipt;
import dev.chasqui.benchmarks.system.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Whether quiet accounts notice one with a large backlog, in all of their partitions. */
public final class Isolation {

  private static final Duration WITHIN = Duration.ofMinutes(3);

  private final SenderSystem system;
  private final Sizes sizes;
  private final Consumer<String> progress;

  public Isolation(SenderSystem system, Sizes sizes, Consumer<String> progress) {
    this.system = system;
    this.sizes = sizes;
    this.progress = progress;
  }

  /**
   * The quiet accounts' delays from produce to receipt at WhatsApp, in microseconds.
   *
   * @param kind without, with or arriving
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Round(Kind kind, long[] delays) {

    public double millis(double share) {
      return Stats.percentile(delays, share) / 1_000.0;
    }
  }

  /** What the throttled account does meanwhile. */
  public enum Kind {
    /** Nothing. */
    WITHOUT,
    /** Its backlog waits in the queue, and grows. */
    WITH,
    /** Its backlog is just being produced. */
    ARRIVING
  }

  /** What was found. */
  public record Figures(int backlog, int quiet, int quietPerSecond, List<Round> rounds) {

    /** The median over the rounds, in milliseconds. */
    public double millis(Kind kind, double share) {
      return Stats.median(
          rounds.stream().filter(it -> it.kind() == kind).map(it -> it.millis(share)).toList());
    }

    public double ratio() {
      return millis(Kind.WITH, 0.99) / millis(Kind.WITHOUT, 0.99);
    }
  }

  public Figures measure() {
    List<BenchAccount> quiet = system.accounts().create(sizes.quiet(), Pace.STANDARD);
    List<Round> rounds = new ArrayList<>();
    round(quiet, Kind.WITHOUT, _ -> {});
    rounds.add(round(quiet, Kind.WITHOUT, _ -> {}));
    for (int i = 0; i < sizes.rounds(); i++) {
      withBacklog(quiet, rounds);
      rounds.add(round(quiet, Kind.WITHOUT, _ -> {}));
    }
    return new Figures(sizes.backlog(), sizes.quiet(), sizes.quietPerSecond(), rounds);
  }

  private void withBacklog(List<BenchAccount> quiet, List<Round> rounds) {
    List<BenchAccount> throttled = system.accounts().create(1, Pace.STANDARD);
    Batch backlog = new Batch(throttled, sizes.backlog());
    Thread arriving = Thread.ofPlatform().start(() -> produce(backlog));
    rounds.add(round(quiet, Kind.ARRIVING, _ -> {}));
    join(arriving);
    Waiting.until(
        "the backlog is in the queue",
        WITHIN,
        () -> system.queue().known(throttled.getFirst().lane()) == backlog.size());
    Batch more = new Batch(throttled, roundSize());
    rounds.add(round(quiet, Kind.WITH, i -> system.backend().produceAcross(more, i)));
    system.queue().cancel(backlog.queueKeys());
    system.queue().cancel(more.queueKeys());
  }

  private void produce(Batch backlog) {
    for (int i = 0; i < backlog.size(); i++) {
      system.backend().produceAcross(backlog, i);
    }
    system.backend().flush();
  }

  private int roundSize() {
    return (int) sizes.isolationFor().toSeconds() * sizes.quiet() * sizes.quietPerSecond();
  }

  /**
   * Produces the quiet accounts' messages evenly over time, and beside each what {@code also} does.
   */
  private Round round(List<BenchAccount> quiet, Kind kind, java.util.function.IntConsumer also) {
    Batch batch = new Batch(quiet, roundSize());
    system.simulator().begin(batch.size() + sizes.backlog());
    system.backend().follow(batch);
    long began = System.nanoTime();
    for (int i = 0; i < batch.size(); i++) {
      Waiting.untilNanos(began + i * sizes.isolationFor().toNanos() / batch.size());
      system.backend().produce(batch, i);
      also.accept(i);
    }
    batch.awaitFinals(WITHIN);
    Round round = new Round(kind, delays(batch));
    progress.accept(
        "%s: p50 %.1f ms, p99 %.1f ms".formatted(kind, round.millis(0.5), round.millis(0.99)));
    return round;
  }

  private long[] delays(Batch batch) {
    long[] delays = new long[batch.size()];
    for (Receipt receipt : system.simulator().receipts()) {
      int index = batch.index(receipt.callbackData());
      if (index >= 0) {
        delays[index] = receipt.micros() - batch.producedAt(index);
      }
    }
    if (Arrays.stream(delays).anyMatch(delay -> delay <= 0)) {
      throw new IllegalStateException("Not every message of a quiet account was received");
    }
    return delays;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
