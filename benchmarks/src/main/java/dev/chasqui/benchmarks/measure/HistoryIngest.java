package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.control.Micros;
import dev.chasqui.benchmarks.event.HistoryBatch;
import dev.chasqui.benchmarks.system.HistorySystem;
import dev.chasqui.benchmarks.system.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** How fast the history is made of the topics: from the beginning, and on top of what there is. */
public final class HistoryIngest {

  private final HistorySystem system;
  private final HistorySizes sizes;
  private final Consumer<String> progress;
  private int next;

  public HistoryIngest(HistorySystem system, HistorySizes sizes, Consumer<String> progress) {
    this.system = system;
    this.sizes = sizes;
    this.progress = progress;
  }

  /**
   * A number of records that were in the topics and are in the history then.
   *
   * @param seconds from when the service goes on, or is ready, to its last commit
   * @param cpuSeconds by process
   */
  public record Round(int records, double seconds, Map<String, Double> cpuSeconds) {

    public double perSecond() {
      return records / seconds;
    }

    /** Processor time of a process for each record, in microseconds. */
    public double cpuMicros(String process) {
      return cpuSeconds.getOrDefault(process, 0.0) * 1e6 / records;
    }
  }

  /**
   * What was found.
   *
   * @param fill of empty tables
   * @param messages on top of that
   * @param statuses of messages that are there
   */
  public record Figures(Round fill, List<Round> messages, List<Round> statuses) {}

  /** Fills the empty tables: the service finds all of it in the topics when it starts. */
  public Round fill() {
    HistoryBatch batch = nextBatch(sizes.messages());
    system.stopInbound();
    system.source().produceAll(batch);
    progress.accept("%,d messages are in the topics; the service starts".formatted(batch.size()));
    system.startInbound();
    Usage before = system.usage();
    long already = system.newestMessage();
    long began = Micros.now();
    system.awaitDone(batch.size());
    Round round = round(batch.size() - (int) already, began, before);
    system.settle();
    progress.accept("  %,.0f/s".formatted(round.perSecond()));
    return round;
  }

  /** Measures on top of what {@link #fill} made. */
  public Figures measure(Round fill) {
    List<Round> messages = new ArrayList<>();
    List<Round> statuses = new ArrayList<>();
    for (int i = 0; i < sizes.rounds(); i++) {
      HistoryBatch batch = nextBatch(sizes.roundMessages());
      messages.add(
          round(
              "messages",
              batch,
              it -> {
                system.source().produceAll(it);
                return it.size();
              }));
      statuses.add(round("statuses", batch, system.source()::produceStatuses));
    }
    return new Figures(fill, messages, statuses);
  }

  private Round round(String what, HistoryBatch batch, ToIntFunction<HistoryBatch> produce) {
    int[] produced = {0};
    system.whileItStandsStill(() -> produced[0] = produce.applyAsInt(batch));
    Usage before = system.usage();
    long began = Micros.now();
    system.awaitDone(next);
    Round round = round(produced[0], began, before);
    progress.accept("  %s: %,.0f/s".formatted(what, round.perSecond()));
    return round;
  }

  private Round round(int records, long began, Usage before) {
    return new Round(records, (Micros.now() - began) / 1e6, system.usage().cpuSecondsSince(before));
  }

  /** Messages that were not there before. */
  HistoryBatch nextBatch(int size) {
    HistoryBatch batch = system.batch(sizes.chats(), next, size);
    next += size;
    return batch;
  }
}
