package dev.chasqui.sender.circuit;

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

  private static final Duration WHILE_SILENT = Duration.ofSeconds(2);

  private final GraphClient client;
  private final int mostUnanswered;

  /** By address; those without a call under way are not in it. */
  private final ConcurrentMap<String, Calls> addresses = new ConcurrentHashMap<>();

  /**
   * @param mostUnanswered calls under way at an address of which none is answered
   */
  public SilenceGuard(GraphClient client, int mostUnanswered) {
    this.client = client;
    this.mostUnanswered = mostUnanswered;
  }

  /**
   * Of one address.
   *
   * @param begunSinceAnswer how many have begun since one was answered
   * @param silent whether the last one that wanted to begin was refused
   */
  private record Calls(int underWay, int begunSinceAnswer, boolean silent) {

    static final Calls NONE = new Calls(0, 0, false);

    Calls begin(int most) {
      return Math.min(underWay, begunSinceAnswer) >= most
          ? new Calls(underWay, begunSinceAnswer, true)
          : new Calls(underWay + 1, begunSinceAnswer + 1, false);
    }

    Calls end(boolean answered) {
      return new Calls(underWay - 1, answered ? 0 : begunSinceAnswer, silent);
    }
  }

  @Override
  public SendOutcome send(GraphEndpoint endpoint, GraphMessage message) {
    String address = CircuitBreakingClient.address(endpoint.messages());
    if (begin(address).silent()) {
      return new SendOutcome.NotCalled(
          "provider_silent",
          "%s has not answered the last %d calls".formatted(address, mostUnanswered),
          WHILE_SILENT);
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

  private Calls begin(String address) {
    return addresses.compute(
        address, (_, calls) -> (calls == null ? Calls.NONE : calls).begin(mostUnanswered));
  }

  private void end(String address, boolean answered) {
    addresses.computeIfPresent(
        address, (_, calls) -> calls.underWay() == 1 ? null : calls.end(answered));
  }

  private static boolean isAnswer(SendOutcome outcome) {
    return !(outcome instanceof SendOutcome.NotCalled) && !outcome.isEndpointFault();
  }
}
