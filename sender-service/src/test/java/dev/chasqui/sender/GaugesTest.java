package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Prometheus sees that is looked up only now and then. */
@ExtendWith(SharedSender.class)
@Order(1)
class GaugesTest {

  /** Kafka's consumers are looked at once a minute. */
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);

  private final SenderFixture fixture;
  private final TestAccount account;

  GaugesTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @Test
  void theQueueTheAccountsAndTheCircuitsAreSeen() {
    fixture.send(Commands.text(account).build());
    fixture.publish(
        Commands.text(account).setSendAt(Instant.ofEpochMilli(Long.MAX_VALUE)).build(),
        Commands.text(account).setSendAt(Instant.now().plusSeconds(3600)).build());

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(String.join("\n", fixture.metrics()))
                    .contains("chasqui_queue_items{")
                    .contains("chasqui_queue_age_seconds")
                    .contains("chasqui_results_unpublished")
                    .contains("chasqui_account_waiting{account=\"" + account.id() + "\"} 2.0")
                    .contains("chasqui_account_age_seconds{")
                    .contains("chasqui_account_pace{")
                    .contains("resilience4j_circuitbreaker_state{")
                    .contains("kafka_consumer_fetch_manager_records_lag{"));
  }

  @Test
  void aSessionIsDownUntilItWorksAgain() {
    Instant anHourAgo = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
    String down = "chasqui_session_down_seconds{account=\"" + account.id() + "\"} ";
    fixture.statuses.publishSession(account.id(), SessionState.STOPPED, anHourAgo);
    fixture.statuses.publishSession(
        account.id(), SessionState.SCAN_QR_CODE, anHourAgo.plusSeconds(1800));
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(fixture.metrics())
                    .anySatisfy(line -> assertThat(seconds(line, down)).isBetween(3600d, 3800d)));

    fixture.statuses.publishSession(account.id(), SessionState.WORKING, Instant.now());
    // It comes late, and changes nothing.
    fixture.statuses.publishSession(account.id(), SessionState.FAILED, anHourAgo.plusSeconds(60));

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(
            () ->
                assertThat(fixture.metrics())
                    .noneSatisfy(line -> assertThat(line).startsWith(down))
                    .anySatisfy(
                        line ->
                            assertThat(line).startsWith("chasqui_sessions{state=\"working\"}")));
  }

  private static double seconds(String line, String name) {
    return line.startsWith(name) ? Double.parseDouble(line.substring(name.length())) : -1;
  }
}
