package dev.chasqui.sender;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.SendCommand;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/** What Prometheus sees, at the management port. */
@Isolated("it counts what everybody sends")
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

  private double sum(String name, String label) throws Exception {
    return fixture.metrics().stream()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
