package dev.chasqui.simulator;

import static dev.chasqui.simulator.SimulatorFixture.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceivedTest {
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
  void concurrentSendsAreCountedExactlyByTheirCallbackData() {
    sim.change("'statuses':{'upTo':'none'}");
    try (var threads = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, 3000)
          .forEach(i -> threads.execute(() -> sim.sendText("15550001111", "key-" + i % 2000)));
    }

    var summary = sim.get("/_sim/received").json();
    assertThat(summary.path("distinct").asInt()).isEqualTo(2000);
    assertThat(summary.path("maxPerKey").asInt()).isEqualTo(2);
    assertThat(summary.path("repeated").size()).isEqualTo(1000);
    assertThat(summary.path("repeated").path("key-7").asInt()).isEqualTo(2);
    var number = summary.path("numbers").path(NUMBER);
    assertThat(number.path("accepted").asInt()).isEqualTo(3000);
    assertThat(number.path("maxInOneSecond").asInt()).isBetween(1, 3000);
    assertThat(sim.received("key-7")).isEqualTo(2);
    assertThat(sim.received("key-1999")).isEqualTo(1);
    assertThat(sim.get("/_sim/messages?limit=2000").json().size()).isEqualTo(1024);
  }

  @Test
  void aKeyMayHoldAnyCharacters() {
    sim.sendText("15550001111", "a/b c?d");

    assertThat(sim.received("a/b%20c%3Fd")).isEqualTo(1);
  }

  @Test
  void theCountCanBeReset() {
    sim.sendText("15550001111", "job-1");

    sim.delete("/_sim/received");

    assertThat(sim.received("job-1")).isZero();
    assertThat(sim.get("/_sim/received").json().path("distinct").asInt()).isZero();
    assertThat(sim.get("/_sim/messages").json().size()).isZero();
  }

  @Test
  void theLatestMessagesAreKeptForLooking() {
    sim.sendText("15550001111", "job-1");
    sim.sendText("15550001112", "job-2");

    var messages = sim.get("/_sim/messages?phoneNumberId=" + NUMBER).json();

    assertThat(messages.path(0).path("to").asString()).isEqualTo("15550001112");
    assertThat(messages.path(1).path("callbackData").asString()).isEqualTo("job-1");
    assertThat(messages.path(1).path("body").path("text").path("body").asString()).isEqualTo("hi");
  }
}
