package dev.chasqui.sender.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Secret;
import dev.chasqui.sender.graph.GraphEndpoint;
import dev.chasqui.sender.graph.GraphMessage;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.graph.SendOutcome.Accepted;
import dev.chasqui.sender.graph.SendOutcome.NotCalled;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SilenceGuardTest {

  private static final SendOutcome ANSWER = new Accepted("wamid.A", null);
  private static final SendOutcome NONE = new Unknown("no_answer", "time-out", null);
  private static final String SILENT = "https://silent.example.org/v25.0/1/messages";
  private static final int MOST = 3;

  /** Calls that are under way, in their order. */
  private final LinkedBlockingQueue<CompletableFuture<SendOutcome>> calls =
      new LinkedBlockingQueue<>();

  private final SilenceGuard guard = new SilenceGuard((_, _) -> call(), MOST);

  private SendOutcome call() {
    CompletableFuture<SendOutcome> answer = new CompletableFuture<>();
    calls.add(answer);
    return answer.join();
  }

  @Test
  void anAddressThatDoesNotAnswerGetsOnlySoManyCalls() throws Exception {
    for (int i = 0; i < MOST; i++) {
      begin(SILENT);
    }

    assertThat(guard.send(endpoint(SILENT), message())).isInstanceOf(NotCalled.class);
    begin("https://other.example.org/v25.0/1/messages");
  }

  @Test
  void aCallThatEndsUnansweredMakesRoomForOneMore() throws Exception {
    Begun first = begin(SILENT);
    for (int i = 1; i < MOST; i++) {
      begin(SILENT);
    }
    first.end(NONE);

    begin(SILENT);

    assertThat(guard.send(endpoint(SILENT), message())).isInstanceOf(NotCalled.class);
  }

  @Test
  void anAddressThatAnswersMayHaveThemAll() throws Exception {
    Begun first = begin(SILENT);
    for (int i = 1; i < MOST; i++) {
      begin(SILENT);
    }
    first.end(ANSWER);

    for (int i = 0; i < MOST; i++) {
      begin(SILENT);
    }

    assertThat(guard.send(endpoint(SILENT), message())).isInstanceOf(NotCalled.class);
  }

  /** A call under way. */
  private record Begun(
      CompletableFuture<SendOutcome> answer, CompletableFuture<SendOutcome> outcome) {

    void end(SendOutcome how) {
      answer.complete(how);
      assertThat(outcome.join()).isEqualTo(how);
    }
  }

  private Begun begin(String uri) throws InterruptedException {
    CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> outcome.complete(guard.send(endpoint(uri), message())));
    CompletableFuture<SendOutcome> answer = calls.poll(10, TimeUnit.SECONDS);
    assertThat(answer).as("the call is made").isNotNull();
    return new Begun(answer, outcome);
  }

  private static GraphEndpoint endpoint(String uri) {
    return new GraphEndpoint(URI.create(uri), new Secret("token"));
  }

  private static GraphMessage message() {
    return new GraphMessage(null, false, "{}");
  }
}
