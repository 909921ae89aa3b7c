package dev.chasqui.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.testing.Answer;
import dev.chasqui.testing.WebhookReceiver;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolGaugesTest {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final MeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void showHowManyConnectionsAreInUseAndHowManyCallsWaitForOne() throws IOException {
    CallSettings one = new CallSettings(LIMIT, LIMIT, 1, 1, 1000, new Reach.Everywhere());
    try (HttpCaller caller = new HttpCaller(one)) {
      new PoolGauges("webhooks", caller).bindTo(meters);
      assertThat(value("max")).isOne();
      try (WebhookReceiver receiver = WebhookReceiver.start()) {
        receiver.answer(Answer.hang());
        URI uri = URI.create(receiver.url());
        for (int i = 0; i < 3; i++) {
          Thread.startVirtualThread(() -> caller.get(uri, Map.of()));
        }
        await().atMost(LIMIT).until(() -> connections("leased") == 1 && value("pending") == 2);
      }
      await().atMost(LIMIT).until(() -> connections("leased") == 0 && value("pending") == 0);
    }
  }

  private double connections(String state) {
    return meters.get("chasqui.http.connections").tag("state", state).gauge().value();
  }

  private double value(String what) {
    return meters
        .get("chasqui.http.connections." + what)
        .tags("client", "webhooks", "scheme", "any")
        .gauge()
        .value();
  }
}
