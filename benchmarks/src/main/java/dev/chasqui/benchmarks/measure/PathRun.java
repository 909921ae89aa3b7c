package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.system.Batch;
import dev.chasqui.benchmarks.system.BenchAccount;
import dev.chasqui.benchmarks.system.SenderSystem;
import dev.chasqui.benchmarks.system.SimulatorApi.Received;
import dev.chasqui.benchmarks.system.Usage;
import java.time.Duration;
import java.util.List;

/** Sends a batch the whole way, from the command's topic to the result's. */
final class PathRun {

  private static final Duration WITHIN = Duration.ofMinutes(5);

  private final SenderSystem system;

  PathRun(SenderSystem system) {
    this.system = system;
  }

  /** Produces as fast as it can; ends with the last final result. */
  PathRound run(List<BenchAccount> accounts, int commands) {
    Batch batch = new Batch(accounts, commands);
    system.simulator().begin(1);
    system.backend().follow(batch);
    Usage before = system.usage();
    long began = System.nanoTime();
    system.backend().produceAll(batch);
    double produced = (System.nanoTime() - began) / 1e9;
    double seconds = (batch.awaitFinals(WITHIN) - began) / 1e9;
    Usage after = system.usage();
    check(batch, system.simulator().received());
    return new PathRound(
        commands / seconds,
        seconds,
        produced,
        batch.waited(),
        batch.notSent(),
        after.cpuSecondsSince(before),
        after.residentMiB());
  }

  /** Nothing lost, nothing sent twice: else the figures are worth nothing. */
  static void check(Batch batch, Received received) {
    long neverReceived = batch.size() - received.distinct();
    if (batch.notOneFinal() > 0 || received.mostOfOne() > 1 || neverReceived > batch.notSent()) {
      throw new IllegalStateException(
          ("Of %d commands %d do not have one final result; %d were never received although"
                  + " at most %d should not have been, one was received %d times")
              .formatted(
                  batch.size(),
                  batch.notOneFinal(),
                  neverReceived,
                  batch.notSent(),
                  received.mostOfOne()));
    }
  }
}
