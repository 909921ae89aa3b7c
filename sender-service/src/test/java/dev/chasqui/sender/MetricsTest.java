package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.SendCommand;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Prometheus sees, at the management port. */
@ExtendWith(SharedSender.class)
class MetricsTest {

  private final SenderFixture fixture;
  private final TestAccount account;

  MetricsTest(SenderFixture fixture) {
    this.fixture = fixture;
    this.account = fixture.newAccount();
  }

  @Test
  void resultsAreCountedByStatusAndCode() throws Exception {
    double sent = sum("chasqui_command_results_total", "status=\"sent\"");
    String refused = "code=\"invalid_recipient\"";
    double before = sum("chasqui_command_results_total", refused);

    fixture.send(Commands.text(account).build());
    fixture.send(Commands.text(account).setTo("nobody").build());

    assertThat(sum("chasqui_command_results_total", "status=\"sent\"")).isEqualTo(sent + 1);
    assertThat(sum("chasqui_command_results_total", refused)).isEqualTo(before + 1);
  }

  @Test
  void aResultThatIsToldAgainIsCountedOnce() throws Exception {
    SendCommand command = Commands.text(account).build();
    fixture.send(command);
    double sent = sum("chasqui_command_results_total", "status=\"sent\"");

    fixture.publish(command);
    fixture.sendBehind(command);

    assertThat(sum("chasqui_command_results_total", "status=\"sent\"")).isEqualTo(sent + 1);
  }

  @Test
  void theWayOfAMessageIsTimed() throws Exception {
    double accepted = sum("chasqui_command_accept_seconds_count", "");
    double sent = sum("chasqui_command_send_seconds_count", "");
    double calls = sum("chasqui_whatsapp_call_seconds_count", "outcome=\"accepted\"");

    fixture.send(Commands.text(account).build());

    assertThat(sum("chasqui_command_send_seconds_count", "")).isEqualTo(sent + 1);
    assertThat(sum("chasqui_whatsapp_call_seconds_count", "outcome=\"accepted\""))
        .isEqualTo(calls + 1);
    Awaitility.await().until(() -> sum("chasqui_command_accept_seconds_count", "") >= accepted + 1);
  }

  @Test
  void theQueueTheAccountsAndTheCircuitsAreSeen() {
    fixture.send(Commands.text(account).build());

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(String.join("\n", lines()))
                    .contains("chasqui_queue_items{")
                    .contains("chasqui_queue_age_seconds")
                    .contains("chasqui_results_unpublished")
                    .contains("chasqui_account_waiting{")
                    .contains("chasqui_account_age_seconds{")
                    .contains("chasqui_account_pace{")
                    .contains("resilience4j_circuitbreaker_state{")
                    .contains("kafka_consumer_fetch_manager_records_lag{"));
  }

  private double sum(String name, String label) throws Exception {
    return lines().stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private List<String> lines() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(fixture.managementUrl() + "/actuator/prometheus"))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.ofString())
        .body()
        .lines()
        .toList();
  }
}
