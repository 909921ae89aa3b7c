package dev.chasqui.e2e.processes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.CommandStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

  private final ThreeProcesses system;
  private final SimulatorControl simulator;
  private final Backend backend;
  private final Subscriber subscriber;

  ThreeProcessesTest(ThreeProcesses system) {
    this.system = system;
    this.simulator = new SimulatorControl(system.simulatorUrl());
    this.backend = new Backend(system);
    this.subscriber = new Subscriber(system);
  }

  @AfterEach
  void close() {
    simulator.behave();
    subscriber.close();
    backend.close();
  }

  @Test
  void messagesGoOutAndTheirAcksAndRepliesComeBackAsSignedWebhooks() {
    Set<String> commands = new HashSet<>(backend.send(FEW));

    Outcome outcome = completed(commands, commands);

    assertThat(outcome.ended(CommandStatus.SENT)).containsAll(commands);
    subscriber.awaitAll(outcome.eventIds());
  }

  @Test
  void nothingIsLostOrSentTwiceWhenEachServiceIsKilledUnderLoad() {
    simulator.beSlowNowAndThen();
    Set<String> commands = new TreeSet<>();

    List<String> first = backend.send(LOAD);
    commands.addAll(first);
    backend.results(results -> finals(results, first) >= LOAD / 3);
    Set<String> inFlight = killSender();

    List<String> second = backend.send(LOAD);
    commands.addAll(second);
    backend.results(results -> finals(results, second) >= LOAD / 3);
    system.inbound().kill();
    system.inbound().start();
    system.inbound().awaitReady();

    int webhooks = subscriber.received();
    commands.addAll(backend.send(LOAD));
    Awaitility.await("webhooks").until(() -> subscriber.received() > webhooks + LOAD / 3);
    system.relay().kill();
    system.relay().start();
    system.relay().awaitReady();

    backend.results(results -> Outcome.allFinal(results, commands));
    Set<String> sent = accepted(commands);
    Outcome outcome = completed(commands, sent);

    assertThat(inFlight).containsAll(outcome.ended(CommandStatus.UNKNOWN));
    assertThat(sent).containsAll(outcome.ended(CommandStatus.SENT));
    assertThat(outcome.finals().values()).containsOnly(CommandStatus.SENT, CommandStatus.UNKNOWN);
    subscriber.awaitAll(outcome.eventIds());
  }

  @Test
  void aPartThatIsDownAtStartTakesOneLineOfTheLog() {
    assertThat(alerts(system.sender()))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains(WaitingLines.DATABASE),
            line -> assertThat(line).contains(WaitingLines.KAFKA),
            line -> assertThat(line).contains(WaitingLines.REGISTRY));
    assertThat(alerts(system.inbound()))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains(WaitingLines.DATABASE),
            line -> assertThat(line).contains(WaitingLines.KAFKA),
            line -> assertThat(line).contains(WaitingLines.REGISTRY));
    assertThat(alerts(system.relay()))
        .satisfiesExactlyInAnyOrder(
            line -> assertThat(line).contains(WaitingLines.DATABASE),
            line -> assertThat(line).contains(WaitingLines.KAFKA));
  }

  /** Its warnings and errors until it was ready, and any line of a stack trace. */
  private List<String> alerts(ServiceProcess service) {
    return system
        .startLog(service)
        .lines()
        .filter(line -> line.matches(".* (WARN|ERROR) .*|\\s+at .*|Caused by: .*"))
        .toList();
  }

  /** Kills and restarts the sender; returns the commands that were in flight then. */
  private Set<String> killSender() {
    system.sender().kill();
    Set<String> inFlight = leased();
    assertThat(inFlight).as("commands in flight at the kill").isNotEmpty();
    system.sender().start();
    system.sender().awaitReady();
    return inFlight;
  }

  /** The commands in flight; a key is the account and the command. */
  private Set<String> leased() {
    Set<String> keys = new TreeSet<>();
    try (Connection connection = system.database().dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select split_part(key, ':', 2) from sender.work_item where state = 1")) {
      while (rows.next()) {
        keys.add(rows.getString(1));
      }
      return keys;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long finals(List<CommandResult> results, List<String> commands) {
    Set<String> ended = new HashSet<>(new Outcome(results, List.of()).finals().keySet());
    ended.retainAll(commands);
    return ended.size();
  }

  /** Which of the commands reached WhatsApp; none did twice. */
  private Set<String> accepted(Set<String> commands) {
    Set<String> once = new TreeSet<>();
    for (String command : commands) {
      int count = simulator.accepted(command);
      assertThat(count).as("times sent: " + command).isLessThanOrEqualTo(1);
      if (count == 1) {
        once.add(command);
      }
    }
    return once;
  }

  private Outcome completed(Set<String> commands, Set<String> sent) {
    var results =
        backend.results(all -> Outcome.allFinal(all, commands)).stream()
            .filter(result -> commands.contains(result.getCommandId()))
            .toList();
    var events =
        backend.events(all -> new Outcome(List.of(), all).completed(sent).size() == sent.size());
    return new Outcome(results, events);
  }
}
