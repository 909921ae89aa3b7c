package dev.chasqui.e2e.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.SessionState;
import dev.chasqui.schemas.WhatsAppEvent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is done to a session through REST comes back as events. */
@ExtendWith(SharedProcesses.class)
class SessionEventsTest {

  private final ThreeProcesses system;
  private final Backend backend;

  SessionEventsTest(ThreeProcesses system) {
    this.system = system;
    this.backend = new Backend(system);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void aLogoutARestartAndAScanAreEvents() {
    call("restart");
    await(state(SessionState.STARTING));
    await(event -> event.getReady() != null);

    call("logout");
    await(state(SessionState.STOPPED));
    await(event -> event.getDisconnected() != null && event.getDisconnected().getLoggedOut());

    call("restart");
    await(state(SessionState.SCAN_QR_CODE));
    await(event -> event.getQr() != null && event.getQr().getQr().startsWith("2@"));

    new SimulatorControl(system.simulatorUrl())
        .scan(system.installation().linked().phoneNumberId(), "My shop");
    await(state(SessionState.WORKING));
    List<WhatsAppEvent> all = await(SessionEventsTest::isReadyAsMyShop);

    assertThat(all)
        .extracting(WhatsAppEvent::getType)
        .containsSubsequence("session.status", "disconnected", "session.status", "qr", "ready");
  }

  private static boolean isReadyAsMyShop(WhatsAppEvent event) {
    return event.getReady() != null && Objects.equals(event.getReady().getName(), "My shop");
  }

  private static Predicate<WhatsAppEvent> state(SessionState state) {
    return event -> event.getSession() != null && event.getSession().getState() == state;
  }

  /** Waits for one of the linked account's events; returns all of them so far. */
  private List<WhatsAppEvent> await(Predicate<WhatsAppEvent> wanted) {
    return own(backend.events(all -> own(all).stream().anyMatch(wanted)));
  }

  private List<WhatsAppEvent> own(List<WhatsAppEvent> all) {
    long account = system.installation().linked().id();
    return all.stream().filter(event -> event.getAccountId() == account).toList();
  }

  private void call(String what) {
    HttpResponse<String> answer =
        Http.call(
            HttpRequest.newBuilder(URI.create(system.sender().url() + "/api/session/" + what))
                .header("X-API-Key", system.installation().linkedKey().value())
                .POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }
}
