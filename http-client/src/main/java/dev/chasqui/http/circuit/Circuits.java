package dev.chasqui.http.circuit;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A circuit breaker for each name: whom is called by it, if it keeps failing, is left alone for a
 * while, and then a few trial calls decide. Thread-safe.
 *
 * @param <T> what comes of a call
 */
public final class Circuits<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Circuits.class);

  /** While trial calls are on their way: they last as long as calls do. */
  private static final Duration WHILE_TRYING = Duration.ofSeconds(1);

  private final CircuitBreakerRegistry registry;
  private final Duration openTime;
  private final Clock clock;
  private final Map<String, Instant> openUntil = new ConcurrentHashMap<>();

  /**
   * What came of a call.
   *
   * @param <T> its result
   */
  public sealed interface Call<T> {

    /** It was made. */
    record Made<T>(T result) implements Call<T> {}

    /**
     * It was not made: the circuit is open, or trial calls are on their way.
     *
     * @param left when to ask again, above zero
     */
    record Refused<T>(Duration left) implements Call<T> {}
  }

  /**
   * All are closed at first.
   *
   * @param isFault whether a result speaks against who was called
   */
  public Circuits(CircuitSettings settings, Class<T> type, Predicate<T> isFault, Clock clock) {
    this.openTime = settings.openTime();
    this.clock = clock;
    this.registry =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .clock(clock)
                .failureRateThreshold(settings.failureRate())
                .minimumNumberOfCalls(settings.minimumCalls())
                .slidingWindowType(SlidingWindowType.TIME_BASED)
                .slidingWindowSize((int) settings.window().toSeconds())
                .waitDurationInOpenState(settings.openTime())
                .permittedNumberOfCallsInHalfOpenState(settings.trialCalls())
                .recordResult(result -> isFault.test(type.cast(result)))
                // An exception is a bug of ours and says nothing of who was called.
                .ignoreException(failure -> true)
                .writableStackTraceEnabled(false)
                .build());
    registry.getEventPublisher().onEntryAdded(added -> watch(added.getAddedEntry()));
  }

  /** For metrics. */
  public CircuitBreakerRegistry registry() {
    return registry;
  }

  /** Makes a call unless the circuit of that name forbids it. */
  public Call<T> call(String name, Supplier<T> call) {
    try {
      return new Call.Made<>(circuit(name).executeSupplier(call));
    } catch (CallNotPermittedException e) {
      return new Call.Refused<>(left(name));
    }
  }

  private CircuitBreaker circuit(String name) {
    // circuitBreaker(name) locks, and makes what it would need to make one, also if there is one.
    return registry.find(name).orElseGet(() -> registry.circuitBreaker(name));
  }

  /** Closes the circuit of a name, and forgets what was counted: somebody knows better. */
  public void reset(String name) {
    registry.find(name).ifPresent(CircuitBreaker::reset);
  }

  /** How a name is treated: {@code closed} (as ever), {@code open}, {@code half_open} … */
  public String state(String name) {
    return registry.find(name).map(Circuits::state).orElse("closed");
  }

  /** The state of a circuit, as {@link #state(String)} has it. */
  public static String state(CircuitBreaker circuit) {
    return circuit.getState().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Forgets circuits that nobody called for a while, so that names which are never called again are
   * not kept: closed ones after their window, others when they might have been tried for an hour.
   */
  public void forgetIdle() {
    Instant longAgo = clock.instant().minus(Duration.ofHours(1));
    for (CircuitBreaker circuit : registry.getAllCircuitBreakers()) {
      Instant opened = openUntil.getOrDefault(circuit.getName(), Instant.MAX);
      boolean idle =
          circuit.getState() == State.CLOSED
              ? circuit.getMetrics().getNumberOfBufferedCalls() == 0
              : opened.isBefore(longAgo);
      if (idle) {
        var _ = registry.remove(circuit.getName());
        openUntil.remove(circuit.getName());
      }
    }
  }

  private Duration left(String name) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, openUntil.getOrDefault(name, now));
    return left.isPositive() ? left : WHILE_TRYING;
  }

  private void watch(CircuitBreaker circuit) {
    circuit
        .getEventPublisher()
        .onStateTransition(
            event -> entered(circuit.getName(), event.getStateTransition().getToState()));
  }

  private void entered(String name, State state) {
    LOG.warn("circuit of {} is {}", name, state);
    if (state == State.OPEN) {
      openUntil.put(name, clock.instant().plus(openTime));
    }
  }
}
