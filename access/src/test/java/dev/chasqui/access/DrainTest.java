package dev.chasqui.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.testing.TestServers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;

class DrainTest {

  private static final Duration DRAIN = Duration.ofSeconds(5);

  @Test
  void whatIsToStopIsNotReadyAnyMoreAndAnswersForAWhileAndEndsItsConnections() throws Exception {
    try (ErrorsService service =
        new ErrorsService(
            TestServers.newDatabase(), "--chasqui.http.drain=" + DRAIN.toSeconds() + "s")) {
      ApplicationAvailability availability = service.bean(ApplicationAvailability.class);
      assertThat(connection(service.send(service.request("/api/caller")))).isEmpty();
      assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.ACCEPTING_TRAFFIC);
      long began = System.nanoTime();

      Thread stopping = Thread.ofVirtual().start(service::close);
      await().until(() -> availability.getReadinessState() == ReadinessState.REFUSING_TRAFFIC);
      HttpResponse<String> answer = service.send(service.request("/api/caller"));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(connection(answer)).isEqualTo("close");
      stopping.join();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(DRAIN);
    }
  }

  private static String connection(HttpResponse<String> answer) {
    return answer.headers().firstValue("Connection").orElse("");
  }
}
