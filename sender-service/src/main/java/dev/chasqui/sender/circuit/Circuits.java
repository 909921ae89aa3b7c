package dev.chasqui.sender.circuit;

import dev.chasqui.sender.graph.SendOutcome;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;

/** Makes the registry of the circuit breakers, which are named by WhatsApp's addresses. */
public final class Circuits {

  private Circuits() {}

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
