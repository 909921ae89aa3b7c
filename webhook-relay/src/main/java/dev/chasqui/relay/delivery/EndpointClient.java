package dev.chasqui.relay.delivery;

import dev.chasqui.access.Transactions;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.circuit.CircuitSettings;
import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.relay.subscription.EncryptionKeys;
import dev.chasqui.relay.subscription.SubscriptionDirectory;
import dev.chasqui.tracing.Traces;
import dev.chasqui.workqueue.WorkQueue;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;

/** Posts to the subscriptions' endpoints, each within its cap and its circuit. Thread-safe. */
public final class EndpointClient {

  private final Circuits<Attempt> circuits;
  private final Attempts attempts;

  /**
   * No circuit is open at first; while one is, it pauses its subscription's lane.
   *
   * @param maxInFlight attempts at once to one subscription
   */
  public EndpointClient(
      HttpCaller http,
      SubscriptionDirectory subscriptions,
      EncryptionKeys keys,
      WorkQueue queue,
      Transactions transactions,
      CircuitSettings circuit,
      int maxInFlight,
      Traces traces,
      Clock clock) {
    this.circuits = new Circuits<>(circuit, Attempt.class, Attempt::isEndpointFault, clock);
    this.attempts =
        new GuardedAttempts(
            new WebhookClient(http, keys, traces, clock),
            subscriptions,
            circuits,
            new LanePauses(queue, transactions),
            maxInFlight,
            clock);
  }

  Attempts attempts() {
    return attempts;
  }

  /** The circuits, named by subscriptions, for metrics. */
  public CircuitBreakerRegistry circuits() {
    return circuits.registry();
  }

  /**
   * How a subscription is treated here: {@code closed} (as ever), {@code open}, {@code half_open}.
   */
  public String circuit(String subscriptionId) {
    return circuits.state(subscriptionId);
  }

  /** Tries a subscription again at once: somebody who asks for that knows that it works. */
  public void tryNow(String subscriptionId) {
    circuits.reset(subscriptionId);
  }

  /** Forgets the circuits of subscriptions to which nothing goes. */
  public void forgetIdle() {
    circuits.forgetIdle();
  }
}
