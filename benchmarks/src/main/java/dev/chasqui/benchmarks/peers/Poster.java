package dev.chasqui.benchmarks.peers;

import dev.chasqui.access.Secret;
import dev.chasqui.http.AllowedHosts;
import dev.chasqui.http.CallSettings;
import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.Reach;
import dev.chasqui.relay.post.WebhookSignature;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signs and posts as the relay does, with its client and its settings. Thread-safe. */
final class Poster {

  private static final List<Secret> SECRETS =
      List.of(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final HttpCaller http =
      new HttpCaller(
          new CallSettings(
              Duration.ofSeconds(5),
              Duration.ofSeconds(15),
              4_096,
              256,
              64 * 1024,
              new Reach.PublicHosts(AllowedHosts.of(List.of("127.0.0.0/8")))));

  /** Posts an event once; returns whether it was taken. */
  boolean post(URI to, String id, byte[] body) {
    Map<String, String> headers =
        new HashMap<>(WebhookSignature.headers(id, Instant.now(), body, SECRETS));
    headers.put("chasqui-event", "message");
    headers.put("chasqui-attempt", "1");
    headers.put("traceparent", TRACE);
    return http.post(to, headers, body) instanceof Exchange.Answered answered
        && answered.status() == 200;
  }
}
