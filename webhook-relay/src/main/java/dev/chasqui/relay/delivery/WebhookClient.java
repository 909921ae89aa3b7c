package dev.chasqui.relay.delivery;

import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.relay.delivery.Attempt.Delivered;
import dev.chasqui.relay.delivery.Attempt.Outcome;
import dev.chasqui.relay.delivery.Attempt.Refused;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.SubscriptionDirectory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Makes attempts: signs, posts, and says what came of it. Thread-safe. */
final class WebhookClient {

  private static final int KEPT_OF_ANSWER = 4096;

  private final HttpCaller http;
  private final SubscriptionDirectory subscriptions;
  private final Clock clock;

  WebhookClient(HttpCaller http, SubscriptionDirectory subscriptions, Clock clock) {
    this.http = http;
    this.subscriptions = subscriptions;
    this.clock = clock;
  }

  /**
   * Posts a delivery once; blocks until that is decided.
   *
   * @param number 1 for the first attempt
   */
  Attempt attempt(Delivery delivery, int number) {
    Instant at = clock.instant();
    long started = System.nanoTime();
    Outcome outcome =
        subscriptions
            .find(delivery.subscriptionId())
            .map(subscription -> post(delivery, subscription, number, at))
            .orElseGet(Attempt.Unsubscribed::new);
    return new Attempt(
        delivery, number, at, Duration.ofNanos(System.nanoTime() - started), outcome);
  }

  private Outcome post(Delivery delivery, Subscription subscription, int number, Instant at) {
    byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers =
        WebhookSignature.headers(delivery.eventId(), at, body, subscription.secret());
    headers.put("chasqui-event", delivery.eventType());
    headers.put("chasqui-attempt", Integer.toString(number));
    return switch (http.post(subscription.url(), headers, body)) {
      case Exchange.Answered answered -> answered(answered);
      case Exchange.Broken broken -> new Refused(null, broken.reason(), null, null);
    };
  }

  private static Outcome answered(Exchange.Answered answer) {
    return answer.status() / 100 == 2
        ? new Delivered(answer.status())
        : new Refused(
            answer.status(),
            "HTTP " + answer.status(),
            beginning(answer.body()),
            answer.retryAfter().orElse(null));
  }

  private static String beginning(byte[] body) {
    int length = Math.min(body.length, KEPT_OF_ANSWER);
    // PostgreSQL's text cannot hold a NUL.
    return new String(body, 0, length, StandardCharsets.UTF_8).replace("\0", "");
  }
}
