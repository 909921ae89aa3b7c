package dev.chasqui.simulator;

import static dev.chasqui.simulator.SimulatorFixture.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiptsTest {
  private static final String HEADER = "accepted_at_us,phone_number_id,callback_data";

  private SimulatorFixture sim;

  @BeforeEach
  void start() throws Exception {
    sim = new SimulatorFixture();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  @Test
  void whoAsksGetsTheTimeOfEachMessage() throws Exception {
    sim.sendText("15550001111", "before");
    var from = micros();
    sim.post("/_sim/receipts", "{'capacity':10}");
    sim.sendText("15550001111", "job-1");
    sim.send("{'messaging_product':'whatsapp','to':'15550001112','text':{'body':'hi'}}");

    var lines = receipts();

    assertThat(lines).hasSize(3).startsWith(HEADER);
    assertThat(lines.get(1)).endsWith("," + NUMBER + ",job-1");
    assertThat(lines.get(2)).endsWith("," + NUMBER + ",");
    var at = lines.get(1).substring(0, lines.get(1).indexOf(','));
    assertThat(Long.parseLong(at)).isBetween(from, micros());
  }

  @Test
  void whatCouldBeMisreadIsQuoted() throws Exception {
    sim.post("/_sim/receipts", "{'capacity':10}");
    sim.sendText("15550001111", "a,b");

    assertThat(receipts().get(1)).endsWith(",\"a,b\"");
  }

  @Test
  void noMoreAreNotedThanWereAskedFor() throws Exception {
    sim.post("/_sim/receipts", "{'capacity':1}");
    sim.sendText("15550001111", "job-1");
    sim.sendText("15550001111", "job-2");

    assertThat(receipts()).hasSize(2);
    assertThat(sim.post("/_sim/receipts", "{'capacity':0}").status()).isEqualTo(400);
  }

  @Test
  void theyAreForgottenOnDemand() throws Exception {
    sim.post("/_sim/receipts", "{'capacity':10}");
    sim.sendText("15550001111", "job-1");

    sim.delete("/_sim/receipts");
    sim.sendText("15550001111", "job-2");

    assertThat(receipts()).containsExactly(HEADER);
  }

  private List<String> receipts() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(sim.simulator.url() + "/_sim/receipts"));
      return http.send(request.build(), BodyHandlers.ofString()).body().lines().toList();
    }
  }

  private static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
