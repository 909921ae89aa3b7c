package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.system.Batch;
import dev.chasqui.benchmarks.system.BenchAccount;
import dev.chasqui.benchmarks.system.BenchAccounts.Pace;
import dev.chasqui.benchmarks.system.SenderSystem;
import dev.chasqui.benchmarks.system.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The whole path beside the raw limit, in turns, so that a noisy machine hurts both. */
public final class Throughput {

  private final SenderSystem system;
  private final Sizes sizes;
  private final Consumer<String> progress;

  public Throughput(SenderSystem system, Sizes sizes, Consumer<String> progress) {
    this.system = system;
    this.sizes = sizes;
    this.progress = progress;
  }

  /**
   * A round of the raw client.
   *
   * @param cpuSeconds by process
   */
  public record RawRound(double perSecond, Map<String, Double> cpuSeconds) {}

  /**
   * What was found.
   *
   * @param commands in each round
   * @param raw the raw rounds; the first was before the first path round
   * @param path the path rounds
   */
  public record Figures(
      int commands, int accounts, int inFlight, List<RawRound> raw, List<PathRound> path) {

    /** Of each path round to the mean of the raw rounds before and after it. */
    public List<Double> ratios() {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < path.size(); i++) {
        double rawPerSecond = (raw.get(i).perSecond() + raw.get(i + 1).perSecond()) / 2;
        ratios.add(path.get(i).perSecond() / rawPerSecond);
      }
      return ratios;
    }
  }

  public Figures measure() {
    List<BenchAccount> accounts = system.accounts().create(sizes.accounts(), Pace.UNLIMITED);
    PathRun path = new PathRun(system);
    try (RawCalls raw = new RawCalls(system.simulator().url(), sizes.inFlight())) {
      warmUp(accounts, path, raw);
      List<RawRound> rawRounds = new ArrayList<>();
      List<PathRound> rounds = new ArrayList<>();
      rawRounds.add(raw(accounts, raw, sizes.commands()));
      for (int i = 0; i < sizes.rounds(); i++) {
        rounds.add(path(accounts, path, sizes.commands()));
        rawRounds.add(raw(accounts, raw, sizes.commands()));
      }
      return new Figures(sizes.commands(), sizes.accounts(), sizes.inFlight(), rawRounds, rounds);
    }
  }

  private void warmUp(List<BenchAccount> accounts, PathRun path, RawCalls raw) {
    progress.accept("warming up");
    raw(accounts, raw, sizes.warmUp());
    path(accounts, path, sizes.warmUp());
  }

  private PathRound path(List<BenchAccount> accounts, PathRun path, int commands) {
    PathRound round = path.run(accounts, commands);
    progress.accept(
        "path %,.0f/s (%d of %d waited in the queue)"
            .formatted(round.perSecond(), round.waited(), commands));
    return round;
  }

  private RawRound raw(List<BenchAccount> accounts, RawCalls raw, int commands) {
    system.simulator().begin(1);
    Batch batch = new Batch(accounts, commands);
    Usage before = system.usage();
    double perSecond = commands / (raw.post(batch).toNanos() / 1e9);
    progress.accept("raw %,.0f/s".formatted(perSecond));
    return new RawRound(perSecond, system.usage().cpuSecondsSince(before));
  }
}
