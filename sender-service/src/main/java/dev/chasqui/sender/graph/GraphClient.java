package dev.chasqui.sender.graph;

import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Calls {@code POST /{phone-number-id}/messages}, once. A call blocks until it is answered or its
 * time is over. Thread-safe.
 */
public final class GraphClient {

  private final HttpCaller http;

  public GraphClient(HttpCaller http) {
    this.http = http;
  }

  /**
   * Sends one body.
   *
   * @param body JSON, from {@link MessageBody}
   */
  public SendOutcome send(GraphEndpoint endpoint, String body) {
    Exchange exchange =
        http.post(
            endpoint.messages(),
            Map.of("Authorization", "Bearer " + endpoint.token().value()),
            body.getBytes(StandardCharsets.UTF_8));
    return switch (exchange) {
      case Exchange.Answered answered -> GraphAnswer.read(answered);
      case Exchange.Broken broken ->
          OutcomeRules.ofBrokenExchange(broken.bodyBegan(), broken.reason());
    };
  }
}
