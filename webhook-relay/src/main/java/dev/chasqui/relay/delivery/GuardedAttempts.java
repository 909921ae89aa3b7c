package dev.chasqui.relay.delivery;

import dev.chasqui.http.circuit.Circuits;
import dev.chasqui.http.circuit.Circuits.Call;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.SubscriptionDirectory;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes an attempt unless the subscription is off, has as many under way as it may have, or its
 * circuit is open: then it is held back. Thread-safe.
 */
final class GuardedAttempts implements Attempts {

  /** Another instance may have switched it on already: this one learns it within a second. */
  private static final Duration WHILE_OFF = Duration.ofSeconds(1);

  private static final Duration WHILE_FULL = Duration.ofMillis(200);

  private final WebhookClient client;
  private final SubscriptionDirectory subscriptions;
  private final Circuits<Attempt> circuits;
  private final LanePauses pauses;
  private final int maxInFlight;
  private final Clock clock;

  /** Attempts under way, by subscription; those that have none are not in it. */
  private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

  /**
   * @param maxInFlight attempts at once to one subscription
   */
  GuardedAttempts(
      WebhookClient client,
      SubscriptionDirectory subscriptions,
      Circuits<Attempt> circuits,
      LanePauses pauses,
      int maxInFlight,
      Clock clock) {
    this.client = client;
    this.subscriptions = subscriptions;
    this.circuits = circuits;
    this.pauses = pauses;
    this.maxInFlight = maxInFlight;
    this.clock = clock;
  }

  @Override
  public Attempt attempt(Delivery delivery, int number) {
    return subscriptions
        .find(delivery.subscriptionId())
        .map(to -> attempt(delivery, to, number))
        .orElseGet(() -> Attempt.unsubscribed(delivery, number, clock.instant()));
  }

  private Attempt attempt(Delivery delivery, Subscription to, int number) {
    return to.active()
        ? withRoom(delivery, to, number)
        : heldBack(delivery, number, "the webhook is off", WHILE_OFF);
  }

  private Attempt withRoom(Delivery delivery, Subscription to, int number) {
    String subscription = to.id();
    if (underWay.merge(subscription, 1, Integer::sum) > maxInFlight) {
      leave(subscription);
      return heldBack(delivery, number, "too many attempts are under way", WHILE_FULL);
    }
    try {
      return withCircuit(delivery, to, number);
    } finally {
      leave(subscription);
    }
  }

  private void leave(String subscription) {
    underWay.computeIfPresent(subscription, (_, count) -> count == 1 ? null : count - 1);
  }

  private Attempt withCircuit(Delivery delivery, Subscription to, int number) {
    return switch (circuits.call(to.id(), () -> client.attempt(delivery, to, number))) {
      case Call.Made<Attempt> made -> made.result();
      case Call.Refused<Attempt> refused -> leftAlone(delivery, number, refused.left());
    };
  }

  private Attempt leftAlone(Delivery delivery, int number, Duration left) {
    pauses.pause(delivery.subscriptionId(), clock.instant().plus(left));
    return heldBack(delivery, number, "the endpoint keeps failing", left);
  }

  private Attempt heldBack(Delivery delivery, int number, String reason, Duration wait) {
    return Attempt.heldBack(delivery, number, clock.instant(), reason, wait);
  }
}
