package dev.chasqui.inbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.access.Account;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What Prometheus sees, at the management port. */
class MetricsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final InboundFixture inbound = InboundFixture.shared();

  @Test
  void eventsAreCountedByAccountAndTypeAndTimed() {
    Account account = inbound.newAccount();
    String counter = "chasqui_events_total{account=\"" + account.id() + "\",type=\"message\"}";
    double timed = value("chasqui_event_publish_seconds_count");

    post(account, InboundFixture.text(account, "one"));
    post(account, InboundFixture.text(account, "two"));

    await().atMost(LIMIT).untilAsserted(() -> assertThat(value(counter)).isEqualTo(2));
    assertThat(value("chasqui_event_publish_seconds_count")).isGreaterThanOrEqualTo(timed + 2);
  }

  @Test
  void whatCannotBeReadIsCounted() {
    Account account = inbound.newAccount();
    String counter = "chasqui_dead_letters_total{reason=\"unreadable-provider-event\"";
    double before = value(counter);

    post(account, "this is no JSON");

    await().atMost(LIMIT).until(() -> value(counter) > before);
  }

  @Test
  void theRoomForCallsIsSeen() {
    assertThat(value("chasqui_inbound_bodies_free")).isPositive();
    assertThat(inbound.metrics()).contains("chasqui_inbound_bodies_waiting 0.0");
  }

  private void post(Account account, String body) {
    int status =
        inbound.call(
            account.id(),
            InboundFixture.signature(InboundFixture.APP_SECRET, body.getBytes(UTF_8)),
            BodyPublishers.ofString(body));
    assertThat(status).isEqualTo(200);
  }

  private double value(String series) {
    return inbound.metrics().stream()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
