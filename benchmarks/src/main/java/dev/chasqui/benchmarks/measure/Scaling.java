package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.system.BenchAccount;
import dev.chasqui.benchmarks.system.BenchAccounts.Pace;
import dev.chasqui.benchmarks.system.SenderSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How throughput goes with the number of accounts, and with a second instance. */
public final class Scaling {

  private static final int ROUNDS = 2;

  private final SenderSystem system;
  private final Sizes sizes;
  private final Consumer<String> progress;

  public Scaling(SenderSystem system, Sizes sizes, Consumer<String> progress) {
    this.system = system;
    this.sizes = sizes;
    this.progress = progress;
  }

  /** Rounds of one size. */
  public record Point(int instances, int accounts, List<PathRound> rounds) {

    public double perSecond() {
      return Stats.median(rounds.stream().map(PathRound::perSecond).toList());
    }
  }

  /** What was found. */
  public record Figures(List<Point> points) {}

  public Figures measure() {
    List<Point> points = new ArrayList<>();
    for (int count : sizes.accountCounts()) {
      points.add(point(1, system.accounts().create(count, Pace.UNLIMITED)));
    }
    List<BenchAccount> accounts = system.accounts().create(sizes.accounts(), Pace.UNLIMITED);
    points.add(point(1, accounts));
    system.addSender();
    new PathRun(system).run(accounts, sizes.warmUp());
    points.add(point(2, accounts));
    return new Figures(points);
  }

  private Point point(int instances, List<BenchAccount> accounts) {
    List<PathRound> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(new PathRun(system).run(accounts, sizes.commands()));
    }
    Point point = new Point(instances, accounts.size(), rounds);
    progress.accept(
        "%d instance(s), %,d accounts: %,.0f/s"
            .formatted(instances, accounts.size(), point.perSecond()));
    return point;
  }
}
