package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.system.Batch;
import dev.chasqui.benchmarks.system.BenchAccount;
import dev.chasqui.benchmarks.system.BenchAccounts.Pace;
import dev.chasqui.benchmarks.system.SenderSystem;
import dev.chasqui.benchmarks.system.SimulatorApi.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Whether accounts with a backlog keep to their pace, and use all of it. */
public final class Accuracy {

  private static final long SECOND = 1_000_000;

  private final SenderSystem system;
  private final Sizes sizes;
  private final Consumer<String> progress;

  public Accuracy(SenderSystem system, Sizes sizes, Consumer<String> progress) {
    this.system = system;
    this.sizes = sizes;
    this.progress = progress;
  }

  /**
   * What was found.
   *
   * @param pacePerSecond of the bucket
   * @param limit the most that may go out within a second
   * @param seconds how long all accounts had a backlog, which is what the means are of
   * @param highest by account, the most that WhatsApp received within any second
   * @param means by account, messages a second
   */
  public record Figures(
      double pacePerSecond,
      int burst,
      int limit,
      double seconds,
      List<Integer> highest,
      List<Double> means) {

    public int highestOfAll() {
      return highest.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    public double mean() {
      return means.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
  }

  public Figures measure() {
    Pace pace = Pace.STANDARD;
    List<BenchAccount> accounts = system.accounts().create(sizes.paced(), pace);
    int each = (int) (pace.perSecond() * sizes.pacedFor().toSeconds());
    Batch batch = new Batch(accounts, each * accounts.size());
    system.simulator().begin(batch.size() + 1);
    system.backend().follow(batch);
    system.backend().produceAll(batch);
    progress.accept("%d accounts with a backlog of %d each".formatted(accounts.size(), each));
    batch.awaitFinals(sizes.pacedFor().multipliedBy(3).plus(Duration.ofMinutes(1)));
    PathRun.check(batch, system.simulator().received());
    return figures(pace, accounts, batch);
  }

  private Figures figures(Pace pace, List<BenchAccount> accounts, Batch batch) {
    Map<String, List<Receipt>> byNumber =
        system.simulator().receipts().stream()
            .collect(Collectors.groupingBy(Receipt::phoneNumberId));
    List<long[]> times =
        accounts.stream()
            .map(account -> byNumber.get(account.phoneNumberId()))
            .map(all -> all.stream().mapToLong(Receipt::micros).sorted().toArray())
            .toList();
    // From when the burst is used up and every backlog is there, until the first one ends.
    long from = batch.producedAt(batch.size() - 1) + SECOND;
    long to =
        times.stream().mapToLong(all -> all[all.length - 1]).min().orElseThrow() - SECOND / 10;
    double seconds = (to - from) / (double) SECOND;
    return new Figures(
        pace.perSecond(),
        pace.burst(),
        Pace.WHATSAPP_PER_SECOND,
        seconds,
        times.stream().map(all -> Stats.mostWithin(SECOND, all)).toList(),
        times.stream().map(all -> between(all, from, to) / seconds).toList());
  }

  private static long between(long[] times, long from, long to) {
    return java.util.Arrays.stream(times).filter(it -> it >= from && it < to).count();
  }
}
