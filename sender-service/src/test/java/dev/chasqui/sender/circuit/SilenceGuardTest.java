package dev.chasqui.sender.circuit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.access.Secret;
import dev.chasqui.sender.graph.GraphEndpoint;
import dev.chasqui.sender.graph.GraphMessage;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.graph.SendOutcome.Accepted;
import dev.chasqui.sender.graph.SendOutcome.NotCalled;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SilenceGuardTest {

  private static final SendOutcome ANSWER = new Accepted("wamid.A", null);
  private static final SendOutcome NONE = new Unknown("no_answer", "time-out", null);
  private static final String SILENT = "https://silent.example.org/v25.0/1/messages";
  private static final int MOST = 3;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** Calls that are under way, in their order. */
  private final LinkedBlockingQueue<CompletableFuture<SendOutcome>> calls =
      new LinkedBlockingQueue<>();

  private final AtomicLong nanos = new AtomicLong();
  private SilenceGuard guard = new SilenceGuard((_, _) -> call(), MOST, nanos::get);

  private SendOutcome call() {
    CompletableFuture<SendOutcome> answer = new CompletableFuture<>();
    calls.add(answer);
    return answer.join();
  }

  @Test
  void anAddressThatDoesNotAnswerGetsOnlySoManyCalls() throws Exception {
    beginMost();

    assertThat(guard.send(endpoint(SILENT), message())).isInstanceOf(NotCalled.class);
    begin("https://other.example.org/v25.0/1/messages");
  }

  @Test
  void aCallThatEndsUnansweredMakesRoomForOneMore() throws Exception {
    Begun first = beginMost();
    first.end(NONE);

    begin(SILENT);

    assertThat(guard.send(endpoint(SILENT), message())).isInstanceOf(NotCalled.class);
  }

  @Test
  void anAddressThatAnswersMayHaveThemAll() throws Exception {
    Begun first = beginMost();
    first.end(ANSWER);

    beginMost();

    assertThat(guard.send(endpoint(SILENT), message())).isInstanceOf(NotCalled.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBurstWaitsAMomentForTheFirstToEnd(boolean answered) throws Exception {
    guard = new SilenceGuard((_, _) -> call(), MOST, Duration.ofMinutes(1), nanos::get);
    Begun first = beginMost();
    Thread waiting = Thread.ofVirtual().start(() -> guard.send(endpoint(SILENT), message()));
    await().atMost(LIMIT).until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

    first.end(answered ? ANSWER : NONE);

    assertThat(calls.poll(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("the call").isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"0,250", "249,250", "700,700", "2001,2000", "60000,2000"})
  void theLongerItIsSilentTheLongerItIsLeftAlone(long silentMs, long pauseMs) throws Exception {
    beginMost();
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(silentMs));

    assertThat(guard.send(endpoint(SILENT), message()))
        .isInstanceOfSatisfying(
            NotCalled.class, it -> assertThat(it.after()).isEqualTo(Duration.ofMillis(pauseMs)));
  }

  /** A call under way. */
  private record Begun(
      CompletableFuture<SendOutcome> answer, CompletableFuture<SendOutcome> outcome) {

    void end(SendOutcome how) {
      answer.complete(how);
      assertThat(outcome.join()).isEqualTo(how);
    }
  }

  /** Returns the first one. */
  private Begun beginMost() throws InterruptedException {
    Begun first = begin(SILENT);
    for (int i = 1; i < MOST; i++) {
      begin(SILENT);
    }
    return first;
  }

  private Begun begin(String uri) throws InterruptedException {
    CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> outcome.complete(guard.send(endpoint(uri), message())));
    CompletableFuture<SendOutcome> answer = calls.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
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
