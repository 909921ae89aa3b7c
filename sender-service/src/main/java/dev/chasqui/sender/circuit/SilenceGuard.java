package dev.chasqui.sender.circuit;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.graph.GraphEndpoint;
import dev.chasqui.sender.graph.GraphMessage;
import dev.chasqui.sender.graph.SendOutcome;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an address that accepts calls and does not answer from taking all calls of this process
 * until its circuit opens. One that answers may have them all: that many are under way because many
 * are to be sent, and refusing some would only cost the queue. Thread-safe.
 */
public final class SilenceGuard implements GraphClient {

  /**
   * A burst after a rest, of which no answer can be there yet, and a moment's stall of a busy
   * machine are waited for: to put one call off costs more than that, and more than this call.
   */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final GraphClient client;
  private final int mostUnanswered;
  private final Duration patience;
  private final Ticker ticker;

  /** By address; those without a call under way are not in it. */
  private final ConcurrentMap<String, Calls> addresses = new ConcurrentHashMap<>();

  /**
   * @param mostUnanswered calls under way at an address of which none is answered
   */
  public SilenceGuard(GraphClient client, int mostUnanswered, Ticker ticker) {
    this(client, mostUnanswered, PATIENCE, ticker);
  }

  SilenceGuard(GraphClient client, int mostUnanswered, Duration patience, Ticker ticker) {
    this.client = client;
    this.mostUnanswered = mostUnanswered;
    this.patience = patience;
    this.ticker = ticker;
  }

  /**
   * Of one address.
   *
   * @param begun how many have begun since one was answered
   * @param since when the first of them began, by the ticker
   * @param full whether the last one that wanted to begin found no room
   * @param room opens when there is room again
   */
  private record Calls(int underWay, int begun, long since, boolean full, CountDownLatch room) {

    static Calls none() {
      return new Calls(0, 0, 0, false, new CountDownLatch(1));
    }

    Calls begin(int most, long now) {
      return Math.min(underWay, begun) >= most
          ? new Calls(underWay, begun, since, true, room)
          : new Calls(underWay + 1, begun + 1, begun == 0 ? now : since, false, room);
    }

    /** Null if none is under way any more. */
    @Nullable Calls end(boolean answered) {
      room.countDown();
      return underWay == 1
          ? null
          : new Calls(underWay - 1, answered ? 0 : begun, since, full, new CountDownLatch(1));
    }

    Duration silence(long now) {
      return Duration.ofNanos(now - since);
    }
  }

  @Override
  public SendOutcome send(GraphEndpoint endpoint, GraphMessage message) {
    String address = CircuitBreakingClient.address(endpoint.messages());
    Calls calls = begin(address);
    if (calls.full()) {
      return new SendOutcome.NotCalled(
          "provider_silent",
          "%s has taken none of the last %d calls".formatted(address, mostUnanswered),
          pause(calls.silence(ticker.read())));
    }
    boolean answered = false;
    try {
      SendOutcome outcome = client.send(endpoint, message);
      answered = isAnswer(outcome);
      return outcome;
    } finally {
      end(address, answered);
    }
  }

  /** As long as it has been silent, within bounds. */
  private Duration pause(Duration silence) {
    return silence.compareTo(patience) < 0
        ? patience
        : silence.compareTo(LONGEST) > 0 ? LONGEST : silence;
  }

  /** Waits for room if the address has only just fallen silent. */
  private Calls begin(String address) {
    long asked = ticker.read();
    Calls calls = tryBegin(address, asked);
    long now = asked;
    while (calls.full()
        && now - asked < patience.toNanos()
        && awaitRoom(calls, patience.minus(calls.silence(now)))) {
      now = ticker.read();
      calls = tryBegin(address, now);
    }
    return calls;
  }

  private Calls tryBegin(String address, long now) {
    return addresses.compute(
        address, (_, calls) -> (calls == null ? Calls.none() : calls).begin(mostUnanswered, now));
  }

  private static boolean awaitRoom(Calls calls, Duration within) {
    try {
      return calls.room().await(within.toNanos(), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void end(String address, boolean answered) {
    addresses.computeIfPresent(address, (_, calls) -> calls.end(answered));
  }

  private static boolean isAnswer(SendOutcome outcome) {
    return !(outcome instanceof SendOutcome.NotCalled) && !outcome.isEndpointFault();
  }
}
