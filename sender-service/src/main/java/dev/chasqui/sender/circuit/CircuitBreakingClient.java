package dev.chasqui.sender.circuit;

import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.graph.GraphEndpoint;
import dev.chasqui.sender.graph.GraphMessage;
import dev.chasqui.sender.graph.SendOutcome;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does not call an address whose circuit is open. An address is scheme, host and port: accounts
 * that share it share its circuit. Thread-safe.
 */
public final class CircuitBreakingClient implements GraphClient {

  private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakingClient.class);

  /** While trial calls are on their way: they last as long as calls do. */
  private static final Duration WHILE_TRYING = Duration.ofSeconds(1);

  private final GraphClient client;
  private final CircuitBreakerRegistry circuits;
  private final Clock clock;
  private final Map<String, Instant> openUntil = new ConcurrentHashMap<>();

  public CircuitBreakingClient(GraphClient client, CircuitBreakerRegistry circuits, Clock clock) {
    this.client = client;
    this.circuits = circuits;
    this.clock = clock;
    circuits.getEventPublisher().onEntryAdded(added -> watch(added.getAddedEntry()));
  }

  @Override
  public SendOutcome send(GraphEndpoint endpoint, GraphMessage message) {
    String address = Circuits.address(endpoint.messages());
    try {
      return circuits.circuitBreaker(address).executeSupplier(() -> client.send(endpoint, message));
    } catch (CallNotPermittedException e) {
      return new SendOutcome.NotCalled(
          "circuit_open",
          "Calls to %s keep failing: it is left alone".formatted(address),
          left(address));
    }
  }

  private Duration left(String address) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, openUntil.getOrDefault(address, now));
    return left.isPositive() ? left : WHILE_TRYING;
  }

  private void watch(CircuitBreaker circuit) {
    Duration openTime =
        Duration.ofMillis(
            circuit.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1));
    circuit
        .getEventPublisher()
        .onStateTransition(
            event -> {
              State state = event.getStateTransition().getToState();
              if (state == State.OPEN) {
                openUntil.put(circuit.getName(), clock.instant().plus(openTime));
              }
              LOG.warn("circuit of {} is {}", circuit.getName(), state);
            });
  }
}
