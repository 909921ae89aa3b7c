package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.control.Micros;
import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.benchmarks.event.Routes;
import dev.chasqui.benchmarks.receiver.Received;
import dev.chasqui.benchmarks.system.Receiver;
import dev.chasqui.benchmarks.system.RelaySystem;
import dev.chasqui.benchmarks.system.Usage;
import dev.chasqui.benchmarks.system.Waiting;
import dev.chasqui.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a relay does that starts after an outage: all events of that time wait in the topic. */
public final class RelayBacklog {

  private static final Duration WITHIN = Duration.ofMinutes(20);
  private static final int DELAY_MILLIS = 20;

  /** Subscriptions that get each chat in order, which is an eighth of them. */
  private static final int ORDERED = Receiver.ENDPOINTS / 8;

  private final RelaySystem system;
  private final RelaySizes sizes;
  private final Consumer<String> progress;

  public RelayBacklog(RelaySystem system, RelaySizes sizes, Consumer<String> progress) {
    this.system = system;
    this.sizes = sizes;
    this.progress = progress;
  }

  /**
   * A look while it drains.
   *
   * @param seconds since the relay was started
   */
  public record Look(double seconds, int received, long relayMiB) {}

  /**
   * What was found.
   *
   * @param ordered subscriptions that get each chat in order
   * @param seconds from the relay's start to the last event's first receipt
   * @param readySeconds from its start until it was ready
   * @param repeated receipts of an event that had come before
   * @param queued deliveries that went through the queue
   * @param chats of the ordered subscriptions
   * @param outOfOrder events of those chats that came after a later one had
   * @param cpuSeconds by process
   */
  public record Figures(
      int events,
      int ordered,
      double seconds,
      double readySeconds,
      int repeated,
      long queued,
      int chats,
      long outOfOrder,
      List<Look> looks,
      Map<String, Double> cpuSeconds) {

    public long mostMiB() {
      return looks.stream().mapToLong(Look::relayMiB).max().orElse(0);
    }
  }

  public Figures measure() {
    Routes routes = system.subscribe(Receiver.ENDPOINTS, DELAY_MILLIS, ORDERED);
    EventBatch batch = EventBatch.create(routes.firstAccount(), routes.accounts(), sizes.backlog());
    system.stopRelay();
    system.events().produceAll(Topics.EVENTS, batch);
    progress.accept("%,d events are in the topic; the relay starts".formatted(batch.size()));
    system.receiver().begin(batch);
    long began = Micros.now();
    system.startRelay();
    double ready = secondsSince(began);
    Usage before = system.usage();
    List<Look> looks = new ArrayList<>();
    Waiting.until("the backlog", WITHIN, () -> look(began, looks) == batch.size());
    Received received = system.receiver().received();
    system.awaitIdle();
    Figures figures =
        new Figures(
            batch.size(),
            ORDERED,
            (received.lastMicros() - began) / 1e6,
            ready,
            received.all() - received.distinct(),
            system.queued(batch),
            ORDERED * batch.chats(),
            ChatOrder.violations(batch, ORDERED, system.receiver().receipts()),
            looks,
            system.usage().cpuSecondsSince(before));
    progress.accept(
        "  %.1f s, %d MiB, %,d through the queue, %d out of order"
            .formatted(
                figures.seconds(), figures.mostMiB(), figures.queued(), figures.outOfOrder()));
    return figures;
  }

  /** Looks every half second; returns how many are received. */
  private int look(long began, List<Look> looks) {
    int received = system.receiver().received().distinct();
    double seconds = secondsSince(began);
    if (looks.isEmpty() || seconds - looks.getLast().seconds() >= 0.5) {
      long resident = system.usage().residentMiB().getOrDefault("relay", 0L);
      looks.add(new Look(seconds, received, resident));
    }
    return received;
  }

  private static double secondsSince(long micros) {
    return (Micros.now() - micros) / 1e6;
  }
}
