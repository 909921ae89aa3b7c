package dev.chasqui.sender.circuit;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.graph.GraphEndpoint;
import dev.chasqui.sender.graph.GraphMessage;
import dev.chasqui.sender.graph.SendOutcome;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps an address that accepts calls and does not answer from taking all calls of this process
 * until its circuit opens. One that answers may have them all: that many are under way because many
 * are to be sent, and refusing some would only cost the queue. Thread-safe.
 */
public final class SilenceGuard implements GraphClient {

  /** A burst after a rest, of which no answer can be there yet, is hardly held up. */
  private static final Duration SHORTEST = Duration.ofMillis(100);

  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final GraphClient client;
  private final int mostUnanswered;
  private final Ticker ticker;

  /** By address; those without a call under way are not in it. */
  private final ConcurrentMap<String, Calls> addresses = new ConcurrentHashMap<>();

  /**
   * @param mostUnanswered calls under way at an address of which none is answered
   */
  public SilenceGuard(GraphClient client, int mostUnanswered, Ticker ticker) {
    this.client = client;
    this.mostUnanswered = mostUnanswered;
    this.ticker = ticker;
  }

  /**
   * Of one address.
   *
   * @param begun how many have begun since one was answered
   * @param since when the first of them began, by the ticker
   * @param silent whether the last one that wanted to begin was refused
   */
  private record Calls(int underWay, int begun, long since, boolean silent) {

    static final Calls NONE = new Calls(0, 0, 0, false);

    Calls begin(int most, long now) {
      return Math.min(underWay, begun) >= most
          ? new Calls(underWay, begun, since, true)
          : new Calls(underWay + 1, begun + 1, begun == 0 ? now : since, false);
    }

    Calls end(boolean answered) {
      return new Calls(underWay - 1, answered ? 0 : begun, since, silent);
    }

    /** As long as it has been silent, within bounds. */
    Duration pause(long now) {
      Duration silence = Duration.ofNanos(now - since);
      return silence.compareTo(SHORTEST) < 0
          ? SHORTEST
          : silence.compareTo(LONGEST) > 0 ? LONGEST : silence;
    }
  }

  @Override
  public SendOutcome send(GraphEndpoint endpoint, GraphMessage message) {
    String address = CircuitBreakingClient.address(endpoint.messages());
    long now = ticker.read();
    Calls calls = begin(address, now);
    if (calls.silent()) {
      return new SendOutcome.NotCalled(
          "provider_silent",
          "%s has taken none of the last %d calls".formatted(address, mostUnanswered),
          calls.pause(now));
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

  private Calls begin(String address, long now) {
    return addresses.compute(
        address, (_, calls) -> (calls == null ? Calls.NONE : calls).begin(mostUnanswered, now));
  }

  private void end(String address, boolean answered) {
    addresses.computeIfPresent(
        address, (_, calls) -> calls.underWay() == 1 ? null : calls.end(answered));
  }

  private static boolean isAnswer(SendOutcome outcome) {
    return !(outcome instanceof SendOutcome.NotCalled) && !outcome.isEndpointFault();
  }
}
