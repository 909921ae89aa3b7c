package dev.chasqui.sender.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Secret;
import dev.chasqui.http.circuit.CircuitSettings;
import dev.chasqui.sender.graph.GraphEndpoint;
import dev.chasqui.sender.graph.GraphMessage;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.graph.SendOutcome.Accepted;
import dev.chasqui.sender.graph.SendOutcome.NotCalled;
import dev.chasqui.sender.graph.SendOutcome.NotYet;
import dev.chasqui.sender.graph.SendOutcome.Refused;
import dev.chasqui.sender.graph.SendOutcome.Scope;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import dev.chasqui.testing.ManualClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CircuitBreakingClientTest {

  private static final SendOutcome OK = new Accepted("wamid.A", null);
  private static final SendOutcome AWAY =
      new NotYet("provider_unreachable", "refused", null, null, Scope.MESSAGE);
  private static final Duration OPEN_TIME = Duration.ofSeconds(30);
  private static final int MINIMUM = 4;
  private static final String META = "https://graph.example.org/v25.0/1/messages";

  private final ManualClock clock = ManualClock.at("2026-11-21T20:00:00Z");
  private final AtomicReference<SendOutcome> whatsapp = new AtomicReference<>(OK);
  private final AtomicInteger calls = new AtomicInteger();
  private final CircuitBreakingClient client =
      new CircuitBreakingClient(
          (endpoint, message) -> {
            calls.incrementAndGet();
            return Objects.requireNonNull(whatsapp.get());
          },
          CircuitBreakingClient.circuits(
              new CircuitSettings(50, MINIMUM, Duration.ofSeconds(60), OPEN_TIME, 2), clock));

  static List<SendOutcome> faults() {
    return List.of(
        AWAY,
        new Unknown("no_answer", "reset", null),
        new Unknown("provider_failed", "HTTP 502", null),
        new Unknown("provider_failed", "overload", 2),
        new Unknown("provider_failed", "service unavailable", 131016));
  }

  static List<SendOutcome> ofAServerThatWorks() {
    return List.of(
        OK,
        new Refused("invalid_message", "no", 131009),
        new NotYet("throttled", "slow down", 130429, null, Scope.ACCOUNT),
        new Unknown("provider_failed", "invalid request or fault", 1),
        new Unknown("provider_failed", "unknown error", 131000),
        new Unknown("provider_failed", "registration server unavailable", 133004));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void anAddressThatFailsIsLeftAloneForAWhile(SendOutcome fault) {
    whatsapp.set(fault);
    for (int i = 0; i < MINIMUM; i++) {
      assertThat(send(META)).isEqualTo(fault);
    }

    assertThat(send(META))
        .isInstanceOfSatisfying(
            NotCalled.class,
            notCalled -> {
              assertThat(notCalled.code()).isEqualTo("circuit_open");
              assertThat(notCalled.after()).isEqualTo(OPEN_TIME);
            });
    clock.advance(Duration.ofSeconds(10));
    assertThat(((NotCalled) send(META)).after()).isEqualTo(Duration.ofSeconds(20));
    assertThat(calls).hasValue(MINIMUM);
  }

  @ParameterizedTest
  @MethodSource("ofAServerThatWorks")
  void refusalsAndThrottlesSpeakForTheServer(SendOutcome outcome) {
    whatsapp.set(outcome);
    for (int i = 0; i < 5 * MINIMUM; i++) {
      assertThat(send(META)).isEqualTo(outcome);
    }
  }

  @Test
  void aFewTrialCallsDecide() {
    open();
    clock.advance(OPEN_TIME.plusMillis(1));
    assertThat(send(META)).isEqualTo(AWAY);
    assertThat(send(META)).isEqualTo(AWAY);
    assertThat(send(META)).isInstanceOf(NotCalled.class);

    clock.advance(OPEN_TIME.plusMillis(1));
    whatsapp.set(OK);
    for (int i = 0; i < 10; i++) {
      assertThat(send(META)).isEqualTo(OK);
    }
  }

  @Test
  void accountsShareTheCircuitOfTheirAddressAndNoOther() {
    open();
    assertThat(send("https://graph.example.org/v26.0/2/messages")).isInstanceOf(NotCalled.class);
    whatsapp.set(OK);
    assertThat(send("https://graph.example.org:8443/v25.0/1/messages")).isEqualTo(OK);
    assertThat(send("http://graph.example.org/v25.0/1/messages")).isEqualTo(OK);
    assertThat(send("https://other.example.org/v25.0/1/messages")).isEqualTo(OK);
  }

  private void open() {
    whatsapp.set(AWAY);
    for (int i = 0; i < MINIMUM; i++) {
      var _ = send(META);
    }
    assertThat(send(META)).isInstanceOf(NotCalled.class);
  }

  private SendOutcome send(String uri) {
    return client.send(
        new GraphEndpoint(URI.create(uri), new Secret("token")),
        new GraphMessage(null, false, "{}"));
  }
}
