package dev.chasqui.sender.circuit;

import dev.chasqui.http.circuit.CircuitSettings;
import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.sender.graph.GraphClient;
import dev.chasqui.sender.graph.GraphEndpoint;
import dev.chasqui.sender.graph.GraphMessage;
import dev.chasqui.sender.graph.SendOutcome;
import java.net.URI;
import java.time.Clock;

/**
 * Does not call an address whose circuit is open. An address is scheme, host and port: accounts
 * that share it share its circuit. Thread-safe.
 */
public final class CircuitBreakingClient implements GraphClient {

  private final GraphClient client;
  private final Circuits<SendOutcome> circuits;

  public CircuitBreakingClient(GraphClient client, Circuits<SendOutcome> circuits) {
    this.client = client;
    this.circuits = circuits;
  }

  /** Circuits, all closed, of WhatsApp's addresses. */
  public static Circuits<SendOutcome> circuits(CircuitSettings settings, Clock clock) {
    return new Circuits<>(settings, SendOutcome.class, SendOutcome::isEndpointFault, clock);
  }

  /** What a circuit is named by: scheme, host and port. */
  public static String address(URI uri) {
    int port = uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + (port < 0 ? "" : ":" + port);
  }

  @Override
  public SendOutcome send(GraphEndpoint endpoint, GraphMessage message) {
    String address = address(endpoint.messages());
    return switch (circuits.call(address, () -> client.send(endpoint, message))) {
      case Circuits.Call.Made<SendOutcome> made -> made.result();
      case Circuits.Call.Refused<SendOutcome> refused ->
          new SendOutcome.NotCalled(
              "circuit_open",
              "Calls to %s keep failing: it is left alone".formatted(address),
              refused.left());
    };
  }
}
