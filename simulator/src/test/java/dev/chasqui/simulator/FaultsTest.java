package dev.chasqui.simulator;

import static dev.chasqui.simulator.SimulatorFixture.NUMBER;
import static dev.chasqui.simulator.SimulatorFixture.TOKEN;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
  private static final String ANA = "15550001111";

  private SimulatorFixture sim;

  @BeforeEach
  void start() throws Exception {
    sim = new SimulatorFixture();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "429, 4, 'httpStatus':429",
        "400, 130429, 'httpStatus':400",
        "400, 131056, 'times':1",
        "400, 131047, 'times':1",
        "401, 190, 'times':1",
        "500, 131000, 'times':1",
        "500, 131016, 'times':1",
        "503, 2, 'times':1",
        "403, 368, 'times':1"
      })
  void anyGraphErrorCanBeAnswered(int httpStatus, int code, String members) {
    sim.fault(
        "'kind':'error','code':%d,'retryAfterSeconds':7".formatted(code)
            + ",'details':'why',"
            + members);

    var answer = sim.sendText(ANA, "job-1");

    assertThat(answer.status()).isEqualTo(httpStatus);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(sim.received("job-1")).isZero();
    sim.delete("/_sim/faults");
    assertThat(sim.sendText(ANA, "job-1").status()).isEqualTo(200);
    assertThat(sim.get("/_sim/received/job-1").json().path("refused").asInt()).isEqualTo(1);
  }

  @Test
  void aBareHttpStatusComesWithoutAGraphError() {
    sim.fault("'kind':'http','httpStatus':502");

    var answer = sim.sendText(ANA, "job-1");

    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.code()).isEqualTo(-1);
    assertThat(sim.received("job-1")).isZero();
  }

  @Test
  void aFaultStrikesWhereItIsMeantTo() {
    sim.fault("'kind':'error','code':131026,'to':'%s'".formatted(ANA));
    sim.fault("'kind':'error','code':131031,'phoneNumberId':'1234567'");

    assertThat(sim.sendText("+" + ANA, "job-1").code()).isEqualTo(131026);
    assertThat(sim.sendText("15550001112", "job-2").status()).isEqualTo(200);

    sim.delete("/_sim/faults");
    assertThat(sim.sendText(ANA, "job-3").status()).isEqualTo(200);
  }

  @Test
  void aFaultMayStrikeByChance() {
    sim.fault("'kind':'error','probability':0.0");
    assertThat(sim.sendText(ANA, "job-1").status()).isEqualTo(200);

    sim.fault("'kind':'error','probability':1.0");
    assertThat(sim.sendText(ANA, "job-1").status()).isEqualTo(500);
  }

  @Test
  void aResetBeforeAcceptingCountsNothing() {
    sim.fault("'kind':'reset_before','times':1");

    assertThatThrownBy(() -> sendByHand("job-1")).isInstanceOf(SocketException.class);

    assertThat(sim.received("job-1")).isZero();
  }

  @Test
  void aResetAfterAcceptingIsCountedAndStatusesCome() throws Exception {
    sim.fault("'kind':'reset_after','times':1");

    assertThatThrownBy(() -> sendByHand("job-1")).isInstanceOf(SocketException.class);

    assertThat(sim.received("job-1")).isEqualTo(1);
    var wamid = sim.get("/_sim/messages").json().path(0).path("id").asString();
    assertThat(sim.receiver.awaitStatuses(wamid, 3)).containsExactly("sent", "delivered", "read");
  }

  @Test
  void aHangAfterAcceptingAnswersNothing() {
    sim.fault("'kind':'hang_after','times':1,'millis':300");
    var begin = Instant.now();

    assertThatThrownBy(() -> sendByHand("job-1")).isInstanceOf(SocketException.class);

    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(290));
    assertThat(sim.received("job-1")).isEqualTo(1);
  }

  @Test
  void latencyDelaysTheAnswerBesideOtherFaults() {
    sim.fault("'kind':'latency','millis':200");
    sim.fault("'kind':'error','code':131000,'times':1");
    var begin = Instant.now();

    assertThat(sim.sendText(ANA, "job-1").code()).isEqualTo(131000);
    assertThat(sim.sendText(ANA, "job-1").status()).isEqualTo(200);

    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(390));
  }

  @Test
  void aMessageMayFailAfterItWasAccepted() {
    sim.fault("'kind':'fail','code':131047,'times':1");

    var wamid = sim.sendText(ANA, "job-1").wamid();

    assertThat(sim.receiver.awaitStatuses(wamid, 1)).containsExactly("failed");
    var error = sim.receiver.statuses(wamid).getFirst().path("errors").path(0);
    assertThat(error.path("code").asInt()).isEqualTo(131047);
    assertThat(error.path("title").asString()).isEqualTo("Re-engagement message");
    assertThat(error.path("error_data").path("details").asString()).isNotEmpty();
    assertThat(sim.received("job-1")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "duplicate_statuses, 'sent,sent,delivered,delivered,read,read'",
    "reverse_statuses, 'read,delivered,sent'",
    "skip_delivered, 'sent,read'"
  })
  void statusesMayMisbehave(String kind, String expected) {
    sim.fault("'kind':'%s'".formatted(kind));

    var wamid = sim.sendText(ANA, "job-1").wamid();

    var names = expected.split(",");
    assertThat(sim.receiver.awaitStatuses(wamid, names.length)).containsExactly(names);
  }

  @Test
  void aReplyMayComeFromALinkedDeviceId() {
    sim.change("'reply':{'mode':'echo','delayMillis':0}");
    sim.fault("'kind':'lid_sender'");

    sim.sendText(ANA, "job-1");

    var message = sim.receiver.awaitMessage(m -> m.path("text").path("body").isString());
    assertThat(message.path("from").asString()).endsWith("@lid").doesNotStartWith(ANA);
  }

  @Test
  void theRateLimitOfTheCloudApiIsEnforcedAndCounted() {
    sim.change("'limits':{'messagesPerSecond':3}");

    var codes =
        IntStream.range(0, 10)
            .map(i -> sim.sendText("1555000" + (2000 + i), "r" + i).code())
            .filter(code -> code == 130429)
            .count();

    assertThat(codes).isPositive();
    var numbers = sim.get("/_sim/received").json().path("numbers").path(NUMBER);
    assertThat(numbers.path("maxInOneSecond").asInt()).isLessThanOrEqualTo(3);
    assertThat(numbers.path("rateViolations").asLong()).isEqualTo(codes);
  }

  @Test
  void thePairRateOfTheCloudApiIsEnforcedAndCounted() {
    sim.change("'limits':{'pairRate':true}");

    for (var i = 0; i < 45; i++) {
      assertThat(sim.sendText(ANA, "p" + i).status()).isEqualTo(200);
    }
    assertThat(sim.sendText(ANA, "p45").code()).isEqualTo(131056);
    assertThat(sim.sendText("15550001112", "p46").status()).isEqualTo(200);
    assertThat(
            sim.get("/_sim/received")
                .json()
                .path("numbers")
                .path(NUMBER)
                .path("pairViolations")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void aFaultOfAnUnknownKindIsRefused() {
    assertThat(sim.post("/_sim/faults", "{'kind':'earthquake'}").details()).contains("earthquake");
    assertThat(sim.post("/_sim/faults", "{}").details()).contains("kind is required");
    assertThat(sim.post("/_sim/faults", "{'kind':'error','tiems':1}").details()).contains("tiems");
  }

  /** Sends over a plain socket, so that no client hides or repeats anything. */
  private void sendByHand(String callbackData) throws IOException {
    var body =
        "{\"messaging_product\":\"whatsapp\",\"to\":\"%s\",\"text\":{\"body\":\"x\"},\"biz_opaque_callback_data\":\"%s\"}"
            .formatted(ANA, callbackData);
    var head =
        "POST /v25.0/%s/messages HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(NUMBER, TOKEN, body.length());
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), sim.simulator.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write((head + body).getBytes(US_ASCII));
      assertThat(socket.getInputStream().read()).as("an answer, or its end").isNull();
    }
  }
}
