package dev.chasqui.sender.graph;

import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** Calls WhatsApp over HTTP. Thread-safe. */
public final class HttpGraphClient implements GraphClient {

  private final HttpCaller http;
  private final Clock clock;

  public HttpGraphClient(HttpCaller http, Clock clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public SendOutcome send(GraphEndpoint endpoint, GraphMessage message) {
    Exchange exchange =
        http.post(
            endpoint.messages(),
            Map.of("Authorization", "Bearer " + endpoint.token().value()),
            message.body().getBytes(StandardCharsets.UTF_8));
    return switch (exchange) {
      case Exchange.Answered answered ->
          GraphAnswer.read(answered, endpoint.token(), clock.instant());
      case Exchange.Broken broken ->
          OutcomeRules.ofBrokenExchange(broken.bodyBegan(), broken.reason());
    };
  }
}
