package dev.chasqui.sender.circuit;

import dev.chasqui.sender.graph.SendOutcome;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;

/** Makes the registry of the circuit breakers, which are named by WhatsApp's addresses. */
public final class Circuits {

  private Circuits() {}

  /** What a circuit is named by: scheme, host and port. */
  static String address(URI uri) {
    int port = uri.getPort();
    return uri.getScheme() + "://" + uri.getHost() + (port < 0 ? "" : ":" + port);
  }

  /** How an address is treated: {@code closed} (as ever), {@code open}, {@code half_open} … */
  public static String state(CircuitBreakerRegistry circuits, URI uri) {
    return circuits
        .find(address(uri))
        .map(circuit -> circuit.getState().name().toLowerCase(Locale.ROOT))
        .orElse("closed");
  }

  /** An empty registry. */
  public static CircuitBreakerRegistry registry(CircuitSettings settings, Clock clock) {
    return CircuitBreakerRegistry.of(
        CircuitBreakerConfig.custom()
            .clock(clock)
            .failureRateThreshold(settings.failureRate())
            .minimumNumberOfCalls(settings.minimumCalls())
            .slidingWindowType(SlidingWindowType.TIME_BASED)
            .slidingWindowSize((int) settings.window().toSeconds())
            .waitDurationInOpenState(settings.openTime())
            .permittedNumberOfCallsInHalfOpenState(settings.trialCalls())
            .recordResult(result -> ((SendOutcome) result).isEndpointFault())
            // An exception is a bug of ours and says nothing of WhatsApp.
            .ignoreException(failure -> true)
            .writableStackTraceEnabled(false)
            .build());
  }
}
