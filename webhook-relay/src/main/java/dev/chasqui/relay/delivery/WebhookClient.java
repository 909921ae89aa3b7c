package dev.chasqui.relay.delivery;

import dev.chasqui.access.Clients;
import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.relay.delivery.Attempt.Delivered;
import dev.chasqui.relay.delivery.Attempt.Outcome;
import dev.chasqui.relay.delivery.Attempt.Refused;
import dev.chasqui.relay.post.BodyCipher;
import dev.chasqui.relay.post.WebhookSignature;
import dev.chasqui.relay.subscription.EncryptionKeys;
import dev.chasqui.relay.subscription.Endpoint;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.Terms;
import dev.chasqui.tracing.Traceparent;
import dev.chasqui.tracing.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Encrypts, signs, posts, and says what came of it. Thread-safe. */
final class WebhookClient {

  private static final int KEPT_OF_ANSWER = 4096;
  private static final String NO_KEY =
      "not sent: the secret of the client that encrypts it cannot be read";

  private final HttpCaller http;
  private final EncryptionKeys keys;
  private final Traces traces;
  private final Clock clock;

  WebhookClient(HttpCaller http, EncryptionKeys keys, Traces traces, Clock clock) {
    this.http = http;
    this.keys = keys;
    this.traces = traces;
    this.clock = clock;
  }

  /**
   * Tries a delivery once; blocks until that is decided.
   *
   * @param number 1 for the first attempt
   */
  Attempt attempt(Delivery delivery, Subscription to, int number) {
    Instant at = clock.instant();
    long started = System.nanoTime();
    Outcome outcome = traced(delivery, to, number, at);
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return new Attempt(
        delivery, number, new Endpoint(to.id(), to.terms().url()), at, took, outcome);
  }

  private Outcome traced(Delivery delivery, Subscription to, int number, Instant at) {
    if (!traces.areOn()) {
      return post(delivery, to, number, at, DeliveryTrace.anyIn(delivery));
    }
    Span span =
        traces
            .span("POST webhook", SpanKind.CLIENT, delivery.trace())
            .setAttribute("http.request.method", "POST")
            .setAttribute("chasqui.account.id", delivery.accountId())
            .setAttribute("chasqui.event.id", delivery.eventId())
            .setAttribute("chasqui.event.type", delivery.eventType())
            .setAttribute("chasqui.delivery.id", delivery.id().toString())
            .setAttribute("chasqui.subscription.id", to.id())
            .setAttribute("chasqui.attempt", (long) number)
            .startSpan();
    try {
      Outcome outcome =
          post(delivery, to, number, at, Objects.requireNonNull(Traceparent.of(span)));
      tell(span, outcome);
      return outcome;
    } finally {
      span.end();
    }
  }

  private static void tell(Span span, Outcome outcome) {
    switch (outcome) {
      case Delivered delivered ->
          span.setAttribute("http.response.status_code", (long) delivered.status());
      case Refused refused -> {
        span.setStatus(StatusCode.ERROR);
        if (refused.status() != null) {
          span.setAttribute("http.response.status_code", (long) refused.status());
        }
      }
      case Attempt.Failed _, Attempt.Unsubscribed _, Attempt.HeldBack _ -> {}
    }
  }

  private Outcome post(
      Delivery delivery, Subscription subscription, int number, Instant at, String trace) {
    return body(delivery, subscription.terms())
        .map(body -> post(delivery, subscription, number, at, trace, body))
        .orElseGet(() -> Refused.unanswered(NO_KEY, null));
  }

  private Outcome post(
      Delivery delivery,
      Subscription subscription,
      int number,
      Instant at,
      String trace,
      byte[] body) {
    Map<String, String> headers = new HashMap<>(subscription.terms().headers());
    // What is signed is what is sent: encrypt, then sign.
    headers.putAll(
        WebhookSignature.headers(delivery.eventId(), at, body, subscription.secrets().validAt(at)));
    headers.put("chasqui-event", delivery.eventType());
    headers.put("chasqui-attempt", Integer.toString(number));
    headers.put(Traceparent.HEADER, trace);
    return switch (http.post(subscription.terms().url(), headers, body)) {
      case Exchange.Answered answered -> answered(answered, clock.instant());
      case Exchange.Broken broken -> Refused.unanswered(broken.reason(), broken.address());
    };
  }

  /** Empty if there is no key to encrypt it with: it is never sent in clear instead. */
  private Optional<byte[]> body(Delivery delivery, Terms terms) {
    byte[] json = delivery.body().getBytes(StandardCharsets.UTF_8);
    return switch (terms.encryption()) {
      case NONE -> Optional.of(json);
      case AES_256_CBC -> key(terms).map(key -> BodyCipher.cbc(key, json));
      case AES_256_GCM -> key(terms).map(key -> BodyCipher.gcm(key, json));
    };
  }

  private Optional<Clients.Credentials> key(Terms terms) {
    return Optional.ofNullable(terms.clientId()).flatMap(keys::find);
  }

  private static Outcome answered(Exchange.Answered answer, Instant now) {
    return answer.status() / 100 == 2
        ? new Delivered(answer.status(), answer.address(), beginning(answer.body()))
        : new Refused(
            answer.status(),
            "HTTP " + answer.status(),
            answer.address(),
            beginning(answer.body()),
            answer.retryAfter(now).orElse(null));
  }

  private static String beginning(byte[] body) {
    int length = Math.min(body.length, KEPT_OF_ANSWER);
    // PostgreSQL's text cannot hold a NUL.
    return new String(body, 0, length, StandardCharsets.UTF_8).replace("\0", "");
  }
}
