package dev.chasqui.e2e.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedProcesses.class)
class ThreeProcessesTest {

  private static final int FEW = 20;
  private static final int LOAD = 150;
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final String STACK = "stack_trace";

  private final ThreeProcesses system;
  private final Backend backend;
  private final Subscriber subscriber;

  ThreeProcessesTest(ThreeProcesses system) {
    this.system = system;
    this.backend = new Backend(system);
    this.subscriber = new Subscriber(system);
  }

  @AfterEach
  void close() {
    subscriber.close();
    backend.close();
  }

  @Test
  void messagesGoOutAndTheirAcksAndRepliesComeBackAsSignedWebhooks() {
    Set<String> commands = new HashSet<>(backend.send(FEW));

    Outcome outcome = completed(commands);

    assertThat(outcome.ended(CommandStatus.SENT)).containsAll(commands);
    subscriber.awaitAll(outcome.eventIds());
  }

  @Test
  void noEventIsLostWhenInboundAndRelayAreKilledUnderLoad() {
    List<String> first = backend.send(LOAD);
    Set<String> commands = new TreeSet<>(first);
    backend.results(results -> finals(results, first) >= LOAD / 3);
    system.inbound().kill();
    system.inbound().start();
    system.inbound().awaitReady();

    int webhooks = subscriber.received();
    commands.addAll(backend.send(LOAD));
    // A service that has just started is slow, beside a whole system that another test starts.
    Awaitility.await("webhooks")
        .atMost(LIMIT)
        .until(() -> subscriber.received() > webhooks + LOAD / 3);
    system.relay().kill();
    system.relay().start();
    system.relay().awaitReady();

    Outcome outcome = completed(commands);

    assertThat(outcome.ended(CommandStatus.SENT)).containsAll(commands);
    subscriber.awaitAll(outcome.eventIds());
  }

  @Test
  void aPartThatIsDownAtStartTakesOneLineOfTheLog() {
    for (ServiceProcess service : List.of(system.sender(), system.inbound(), system.relay())) {
      assertThat(alerts(service))
          .satisfiesExactlyInAnyOrder(
              line -> assertThat(line).contains(WaitingLines.DATABASE).doesNotContain(STACK),
              line -> assertThat(line).contains(WaitingLines.KAFKA).doesNotContain(STACK),
              line -> assertThat(line).contains(WaitingLines.REGISTRY).doesNotContain(STACK));
    }
  }

  @Test
  void whatLacksAPartAtStartIsNotReady() {
    for (ServiceProcess service : system.services()) {
      assertThat(system.earlyReadiness(service)).as(service.module()).isEqualTo(503);
    }
  }

  /** Its warnings and errors until it was ready, and any line that is none of a log. */
  private List<String> alerts(ServiceProcess service) {
    return system
        .startLog(service)
        .lines()
        .filter(line -> line.matches(".*\"level\":\"(WARN|ERROR)\".*|[^{].*"))
        .toList();
  }

  private static long finals(List<CommandResult> results, List<String> commands) {
    Set<String> ended = new HashSet<>(new Outcome(results, List.of()).finals().keySet());
    ended.retainAll(commands);
    return ended.size();
  }

  private Outcome completed(Set<String> commands) {
    var results =
        backend.results(all -> Outcome.allFinal(all, commands)).stream()
            .filter(result -> commands.contains(result.getCommandId()))
            .toList();
    var events =
        backend.events(
            all -> new Outcome(List.of(), all).completed(commands).size() == commands.size());
    return new Outcome(results, events);
  }
}
