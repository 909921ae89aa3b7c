package dev.chasqui.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Account;
import dev.chasqui.e2e.processes.Backend;
import dev.chasqui.e2e.processes.ServiceProcess;
import dev.chasqui.e2e.processes.SimulatorControl;
import dev.chasqui.schemas.CommandStatus;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.simulator.numbers.StatusPlan.Last;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two senders, commands for them, and what must be true in the end. For one thread. */
final class SenderFleet implements RandomKills.Fleet, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SenderFleet.class);
  private static final Duration DONE_WITHIN = Duration.ofMinutes(5);

  private final Testbed bed;
  private final Duration patience;
  private final Random random;
  private final SimulatorControl whatsapp;
  private final SenderDatabase database;
  private final List<String> names = List.of("sender-a", "sender-b");
  private final List<ServiceProcess> senders;
  private final List<Account> accounts;
  private final Backend backend;
  private final Ledger ledger = new Ledger();
  private final Set<String> commands = new HashSet<>();

  /** What killed senders had leased when they were killed. */
  private final Set<String> leftBehind = new TreeSet<>();

  /**
   * Starts them.
   *
   * @param patience for the status of a message that is in doubt
   */
  SenderFleet(Testbed bed, int accounts, Duration patience, Random random) {
    this.bed = bed;
    this.patience = patience;
    this.random = random;
    this.whatsapp = bed.whatsapp();
    this.database = bed.database();
    this.senders = names.stream().map(this::sender).toList();
    senders.forEach(ServiceProcess::start);
    this.accounts = Stream.generate(() -> bed.account(Last.SENT)).limit(accounts).toList();
    senders.forEach(ServiceProcess::awaitReady);
    this.backend = new Backend(bed.kafka(), bed.registryUrl(), this.accounts.getFirst().id());
    whatsapp.forget();
    whatsapp.beSlowNowAndThen(Duration.ofMillis(500));
  }

  /** With leases that outlive each outage, so that only a killed sender's are taken over. */
  private ServiceProcess sender(String name) {
    return bed.sender(
        name,
        "--chasqui.sender.call-timeout=10s",
        "--chasqui.sender.lease-margin=10s",
        "--chasqui.sender.unknown-patience=" + patience,
        "--chasqui.kafka.properties.session.timeout.ms=6000",
        "--spring.datasource.hikari.connection-timeout=2000");
  }

  @Override
  public int size() {
    return senders.size();
  }

  @Override
  public void start(int which) {
    senders.get(which).start();
  }

  @Override
  public void awaitReady(int which) {
    senders.get(which).awaitReady();
  }

  @Override
  public int send(int count) {
    List<SendCommand> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(Backend.command(accounts.get(random.nextInt(accounts.size())).id()));
    }
    commands.addAll(backend.send(some));
    return count;
  }

  @Override
  public long done() {
    return whatsapp.accepted();
  }

  @Override
  public void kill(int which) {
    ServiceProcess sender = senders.get(which);
    sender.kill();
    bed.awaitGone(names.get(which));
    Set<String> leased = database.leasedTo("sender-%d-".formatted(sender.pid()));
    leftBehind.addAll(leased);
    LOG.info(
        "{} is killed with {} of {} accepted; {} are in flight, {} of them its own",
        names.get(which),
        whatsapp.accepted(),
        commands.size(),
        database.inFlight().size(),
        leased.size());
  }

  /**
   * Waits until each command is final, and checks that nothing was lost, nothing was sent twice,
   * and only that is unknown which a killed sender had leased and which did not reach WhatsApp.
   * What did reach it became known by its status. The outages of PostgreSQL and of the broker leave
   * nothing in doubt.
   */
  void check() {
    backend.results(all -> ledger.hasFinals(all, commands), DONE_WITHIN);
    Set<String> sent = ledger.ended(CommandStatus.SENT, commands);
    Set<String> unknown = ledger.ended(CommandStatus.UNKNOWN, commands);
    Set<String> resolved = new TreeSet<>(leftBehind);
    resolved.retainAll(sent);
    Set<String> neverArrived = new TreeSet<>(leftBehind);
    neverArrived.removeIf(id -> whatsapp.accepted(id) > 0);
    LOG.info(
        "{} sent, {} of them known by their status alone; {} unknown; {} accepted",
        sent.size(),
        resolved.size(),
        unknown.size(),
        whatsapp.accepted());

    assertThat(ledger.contradictions()).as("final results that changed").isEmpty();
    assertThat(whatsapp.acceptedTwice()).as("commands sent twice").isEmpty();
    assertThat(sent.size() + unknown.size())
        .as("commands that were sent or are unknown")
        .isEqualTo(commands.size());
    assertThat(unknown)
        .filteredOn(id -> !leftBehind.contains(id))
        .extracting(id -> ledger.finals().get(id))
        .as("unknown without having been leased by a sender that was killed")
        .isEmpty();
    assertThat(unknown)
        .filteredOn(id -> !neverArrived.contains(id))
        .as("unknown though WhatsApp has told")
        .isEmpty();
    assertThat(whatsapp.accepted()).as("what WhatsApp accepted").isEqualTo(sent.size());
    assertThat(resolved).as("known by their status alone").isNotEmpty();
  }

  @Override
  public void close() {
    whatsapp.behave();
    backend.close();
    senders.forEach(ServiceProcess::close);
  }
}
