package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.rest.Document.Operation;
import dev.chasqui.testing.WebhookReceiver;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;

/** Whatever comes in, there is an answer, and it is never a fault of ours. */
class FuzzTest {

  /** In each, every operation is tried once. */
  private static final int ROUNDS = 14;

  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Document DOCUMENT = Document.all(SYSTEM.newTenant());

  /**
   * One slows down whoever fails often, the other takes no JSON; they have odd tests of their own.
   */
  private static final Set<String> ELSEWHERE =
      Set.of("/api/auth/apikey-login", "/api/whatsapp/sendMedia");

  private static final List<Operation> OPERATIONS =
      DOCUMENT.operations().stream().filter(it -> !ELSEWHERE.contains(it.path())).toList();
  private static final WebhookReceiver RECEIVER = WebhookReceiver.start();
  private static final Callers CALLERS =
      new Callers(SYSTEM, new GoodCalls(DOCUMENT, RECEIVER.url()), RECEIVER.url());
  private static final OddRequests ODD = new OddRequests(DOCUMENT, CALLERS);
  private static final AtomicInteger SUCCEEDED = new AtomicInteger();

  @AfterContainer
  static void stop() {
    RECEIVER.close();
  }

  @Provide
  Arbitrary<List<Try>> rounds() {
    return Arbitraries.shuffle(OPERATIONS)
        .flatMap(
            order ->
                Combinators.combine(order.stream().map(ODD::tries).toList()).as(tries -> tries));
  }

  @Property(tries = ROUNDS, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void noRequestMakesAFaultOfOurs(@ForAll("rounds") List<Try> round) throws IOException {
    for (Try one : round) {
      RawRequest request = one.request(CALLERS);
      int status = request.send(SYSTEM.port);

      assertThat(status).as("the answer to %s", request).isLessThan(500);
      assertThat(status > 0 || request.isOversized()).as("no answer to %s", request).isTrue();
      SUCCEEDED.addAndGet(status / 100 == 2 ? 1 : 0);
    }
  }

  /** Else the tries have not reached what is behind the checks, or have broken it. */
  @AfterProperty
  void goodRequestsSucceed() {
    assertThat(OPERATIONS)
        .allSatisfy(
            operation -> {
              RawRequest request = CALLERS.call(operation).raw();
              assertThat(request.send(SYSTEM.port)).as("to %s", request).isBetween(200, 299);
            });
    assertThat(SUCCEEDED.get()).isGreaterThan(ROUNDS * OPERATIONS.size() / 4);
  }
}
