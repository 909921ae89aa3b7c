package dev.chasqui.relay.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.relay.post.WebhookSignature;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/**
 * Asks a webhook's address whether it is there: {@code {"type":"ping"}}, never encrypted, which
 * must be answered with 200. It is signed like any other webhook. Thread-safe.
 */
public final class Ping {

  private static final byte[] BODY = "{\"type\":\"ping\"}".getBytes(UTF_8);
  private static final int OK = 200;
  private static final int SHOWN_OF_ANSWER = 200;
  private static final Pattern NOT_PRINTABLE = Pattern.compile("\\p{C}");

  private final HttpCaller http;
  private final Clock clock;

  public Ping(HttpCaller http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  /**
   * Blocks until the answer is there.
   *
   * @throws ApiException 422 with what was seen, if it is not 200
   */
  void send(Subscription to) {
    Instant at = clock.instant();
    Map<String, String> headers = new HashMap<>(to.terms().headers());
    headers.putAll(WebhookSignature.headers(NewIds.ping(), at, BODY, to.secrets().validAt(at)));
    headers.put("chasqui-event", "ping");
    switch (http.post(to.terms().url(), headers, BODY)) {
      case Exchange.Answered answered -> check(answered);
      case Exchange.Broken broken ->
          throw refused(WebhookText.PING_UNANSWERED.with(broken.reason()));
    }
  }

  private static void check(Exchange.Answered answer) {
    if (answer.status() != OK) {
      throw refused(WebhookText.PING_REFUSED.with(answer.status(), beginning(answer.body())));
    }
  }

  private static String beginning(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, SHOWN_OF_ANSWER), UTF_8).strip();
    return text.isEmpty() ? "" : " (" + NOT_PRINTABLE.matcher(text).replaceAll("?") + ")";
  }

  private static ApiException refused(Phrase seen) {
    return ApiException.of(HttpStatus.UNPROCESSABLE_CONTENT, "ping_failed", seen);
  }
}
