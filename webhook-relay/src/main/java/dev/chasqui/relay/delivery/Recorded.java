package dev.chasqui.relay.delivery;

import dev.chasqui.relay.delivery.Attempt.Delivered;
import dev.chasqui.relay.delivery.Attempt.HeldBack;
import dev.chasqui.relay.delivery.Attempt.Refused;
import dev.chasqui.relay.delivery.Attempt.Unsubscribed;
import dev.chasqui.relay.delivery.DeliveryWatch.End;
import dev.chasqui.relay.delivery.DeliveryWatch.Result;
import dev.chasqui.relay.subscription.Endpoint;
import dev.chasqui.relay.subscription.EndpointWatch;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows once attempts are recorded: who watches is told. Thread-safe. */
public final class Recorded {

  private static final Logger LOG = LoggerFactory.getLogger(Recorded.class);

  private final EndpointWatch endpoints;
  private final DeliveryWatch watch;

  public Recorded(EndpointWatch endpoints, DeliveryWatch watch) {
    this.endpoints = endpoints;
    this.watch = watch;
  }

  /** Tells of verdicts that are recorded. */
  void tell(List<Verdict> verdicts) {
    List<Verdict> made = verdicts.stream().filter(Verdict::isOfAnAttempt).toList();
    made.forEach(Flow::attempt);
    made.forEach(this::measure);
    watchEndpoints(made);
  }

  /** Tells of a delivery that ended without an attempt. */
  void ended(String key, String subscriptionId, End end) {
    Flow.ended(key, subscriptionId, end);
    watch.ended(subscriptionId, end, null);
  }

  private void measure(Verdict verdict) {
    Attempt attempt = verdict.attempt();
    String subscription = attempt.delivery().subscriptionId();
    Instant received = attempt.delivery().receivedAt();
    switch (attempt.outcome()) {
      case Delivered _ -> watch.attempted(subscription, Result.DELIVERED, attempt.took());
      case Refused refused ->
          watch.attempted(
              subscription,
              refused.status() == null ? Result.NO_ANSWER : Result.REFUSED,
              attempt.took());
      case Unsubscribed _, HeldBack _ -> {}
    }
    switch (verdict) {
      case Verdict.Done _ -> watch.ended(subscription, End.DELIVERED, received);
      case Verdict.GivenUp _ -> watch.ended(subscription, End.FAILED, received);
      case Verdict.Again _, Verdict.Later _ -> {}
    }
  }

  /** Once for each endpoint: of those that failed and succeeded, the success counts. */
  private void watchEndpoints(List<Verdict> made) {
    Set<Endpoint> succeeded = new HashSet<>();
    Map<Endpoint, Refused> failed = new LinkedHashMap<>();
    for (Verdict verdict : made) {
      Attempt attempt = verdict.attempt();
      Endpoint endpoint = attempt.endpoint();
      if (endpoint != null) {
        switch (attempt.outcome()) {
          case Delivered _ -> succeeded.add(endpoint);
          case Refused refused ->
              failed.merge(endpoint, refused, (one, other) -> one.isGone() ? one : other);
          case Unsubscribed _, HeldBack _ -> {}
        }
      }
    }
    try {
      succeeded.forEach(endpoints::succeeded);
      failed.forEach((one, refused) -> failed(one, refused, succeeded.contains(one)));
    } catch (RuntimeException e) {
      // The next failure says the same again.
      LOG.warn("It could not be noted which endpoints fail: {}", e.toString());
    }
  }

  private void failed(Endpoint endpoint, Refused refused, boolean succeededToo) {
    if (refused.isGone()) {
      endpoints.gone(endpoint);
    } else if (!succeededToo) {
      endpoints.failed(endpoint);
    }
  }
}
