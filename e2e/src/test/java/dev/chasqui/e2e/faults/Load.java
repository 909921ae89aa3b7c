package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Account;
import dev.chasqui.e2e.processes.Backend;
import dev.chasqui.e2e.processes.SimulatorControl;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.simulator.numbers.StatusPlan.Last;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Commands of some accounts, each of which is to be sent once. For one thread. */
final class Load implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final SimulatorControl whatsapp;
  private final List<Account> accounts;
  private final Backend backend;
  private final Ledger ledger = new Ledger();
  private final Set<String> commands = new HashSet<>();

  Load(Testbed bed, int accounts) {
    this.whatsapp = bed.whatsapp();
    this.accounts = Stream.generate(() -> bed.account(Last.NONE)).limit(accounts).toList();
    this.backend = new Backend(bed.kafka(), bed.registryUrl(), first().id());
  }

  private Account first() {
    return accounts.getFirst();
  }

  /** Commands, of the accounts in turn. */
  void send(int count) {
    List<SendCommand> some =
        IntStream.range(0, count)
            .mapToObj(i -> Backend.command(accounts.get(i % accounts.size()).id()))
            .toList();
    commands.addAll(backend.send(some));
  }

  /** Has each account send something, so that the senders' database knows it. */
  void introduceAccounts() {
    send(accounts.size());
    awaitAllSentOnce();
  }

  /** Commands of the first account, which are to be sent by {@link #sendBytes}. */
  List<SendCommand> ofOneAccount(int count) {
    List<SendCommand> some =
        Stream.generate(() -> Backend.command(first().id())).limit(count).toList();
    some.forEach(command -> commands.add(command.getCommandId()));
    return some;
  }

  /** Commands as they are on the topic. */
  List<byte[]> encoded(List<SendCommand> some) {
    return some.stream().map(backend::encoded).toList();
  }

  /** What may be commands of the first account, one behind the other. */
  void sendBytes(List<byte[]> values) {
    backend.sendBytes(first().id(), values);
  }

  /** Waits until all have ended, and checks how. */
  void awaitAllSentOnce() {
    backend.results(all -> ledger.hasFinals(all, commands), LIMIT);
    assertThat(ledger.contradictions()).isEmpty();
    assertThat(commands)
        .extracting(ledger.finals()::get)
        .filteredOn(result -> result.getStatus() != CommandStatus.SENT)
        .as("not sent")
        .isEmpty();
    assertThat(commands)
        .filteredOn(id -> whatsapp.accepted(id) != 1)
        .as("not accepted just once")
        .isEmpty();
  }

  @Override
  public void close() {
    backend.close();
  }
}
