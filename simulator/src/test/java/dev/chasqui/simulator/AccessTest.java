package dev.chasqui.simulator;

import static dev.chasqui.simulator.SimulatorFixture.NUMBER;
import static dev.chasqui.simulator.SimulatorFixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static final String TEXT =
      "{'messaging_product':'whatsapp','to':'15550001111','text':{'body':'x'}}";

  private static SimulatorFixture sim;

  @BeforeAll
  static void start() throws Exception {
    sim = new SimulatorFixture();
  }

  @AfterAll
  static void stop() {
    sim.close();
  }

  @Test
  void aWrongTokenIs190() {
    var answer = sim.call("POST", "/v25.0/" + NUMBER + "/messages", "wrong", TEXT);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo(190);
    assertThat(answer.json().path("error").has("error_data")).isFalse();
  }

  @Test
  void noTokenIs0OnASendAnd104OnARead() {
    var send = sim.call("POST", "/v25.0/" + NUMBER + "/messages", null, TEXT);
    var read = sim.call("GET", "/v25.0/" + NUMBER, null, null);

    assertThat(send.status()).isEqualTo(401);
    assertThat(send.code()).isZero();
    assertThat(read.status()).isEqualTo(401);
    assertThat(read.code()).isEqualTo(104);
  }

  @Test
  void anUnknownNumberIs100With33() {
    var answer = sim.post("/v25.0/999999/messages", TEXT);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(100);
    assertThat(answer.json().path("error").path("error_subcode").asInt()).isEqualTo(33);
  }

  @Test
  void aTokenDoesNotOpenAnotherNumber() {
    sim.post("/_sim/numbers", "{'phoneNumberId':'106540000000099','accessToken':'other'}");

    var answer = sim.post("/v25.0/106540000000099/messages", TEXT);

    assertThat(answer.code()).isEqualTo(100);
  }

  @Test
  void theTokenMayComeInTheQueryAndTheVersionMayBeLeftOut() {
    var answer = sim.call("POST", "/" + NUMBER + "/messages?access_token=" + TOKEN, null, TEXT);

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void theBodyMayBeAFormWhoseObjectsAreJson() {
    var answer =
        sim.exchange(
            HttpRequest.newBuilder(
                    URI.create(sim.simulator.url() + "/v25.0/" + NUMBER + "/messages"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    BodyPublishers.ofString(
                        "access_token="
                            + TOKEN
                            + "&format=json&messaging_product=whatsapp"
                            + "&to=15550001111&type=text&text=%7B%22body%22%3A%22x%22%7D"))
                .build());

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void anUnknownPathIsSaidInGraphsWords() {
    var answer = sim.get("/v25.0/me/nothing");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo(2500);
    assertThat(answer.json().path("error").path("message").asString())
        .isEqualTo("Unknown path components: /v25.0/me/nothing");
  }

  @Test
  void theLandingPageSaysWhatThisIs() {
    var answer = sim.call("GET", "/", null, null);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("name").asString()).contains("simulator");
  }
}
