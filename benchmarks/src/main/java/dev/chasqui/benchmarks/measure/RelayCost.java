package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.event.Routes;
import dev.chasqui.benchmarks.system.RelaySystem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/** What a delivery costs, with few subscriptions and with many. */
public final class RelayCost {

  private static final int ROUNDS = 2;

  private final RelaySystem system;
  private final RelaySizes sizes;
  private final Consumer<String> progress;

  public RelayCost(RelaySystem system, RelaySizes sizes, Consumer<String> progress) {
    this.system = system;
    this.sizes = sizes;
    this.progress = progress;
  }

  /** Rounds of one size. */
  public record Point(int subscriptions, List<PostRound> rounds) {

    public double perSecond() {
      return median(PostRound::perSecond);
    }

    /** Processor time of a process for each delivery, in microseconds. */
    public double cpuMicros(String process) {
      return median(round -> round.cpuMicros(process));
    }

    private double median(ToDoubleFunction<PostRound> value) {
      return Stats.median(rounds.stream().map(value::applyAsDouble).toList());
    }
  }

  /** What was found. */
  public record Figures(List<Point> points) {}

  public Figures measure() {
    PostRuns runs = new PostRuns(system);
    List<Point> points = new ArrayList<>();
    for (int count : sizes.subscriptionCounts()) {
      Routes routes = system.subscribe(count, 0);
      List<PostRound> rounds = new ArrayList<>();
      // Makes the subscriptions' lanes, and warms up a relay that may just have started.
      runs.relay(routes, sizes.events());
      for (int i = 0; i < ROUNDS; i++) {
        rounds.add(runs.relay(routes, sizes.events()));
      }
      Point point = new Point(count, rounds);
      points.add(point);
      progress.accept(
          "  %,d subscriptions: %,.0f/s, relay %.0f µs, PostgreSQL %.0f µs, %,d through the queue"
              .formatted(
                  count,
                  point.perSecond(),
                  point.cpuMicros("relay"),
                  point.cpuMicros("postgres"),
                  rounds.stream().mapToLong(PostRound::queued).sum()));
    }
    return new Figures(points);
  }
}
