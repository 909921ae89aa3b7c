package dev.chasqui.e2e.faults;

import dev.chasqui.access.Account;
import dev.chasqui.e2e.faults.NumberedEvents.Published;
import dev.chasqui.e2e.faults.Receipts.Receipt;
import dev.chasqui.e2e.processes.ServiceProcess;
import dev.chasqui.e2e.processes.WebhookApi;
import dev.chasqui.simulator.numbers.StatusPlan.Last;
import dev.chasqui.testing.WebhookReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two relays, and events for them. Four webhooks get the events of all accounts: one is dead, one
 * wants each chat in order, one is slow, one fails now and then. Sixteen get those of one account
 * each. For one thread.
 */
final class RelayFleet implements RandomKills.Fleet, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RelayFleet.class);
  private static final Duration DONE_WITHIN = Duration.ofMinutes(5);
  private static final Duration UNANSWERED_WITHIN = Duration.ofSeconds(30);
  private static final int ACCOUNTS = 4;
  private static final List<Manner> OF_ALL =
      List.of(Manner.DEAD, Manner.PROMPT, Manner.SLOW, Manner.MOODY);
  private static final int ORDERED = 1;
  private static final int OF_ONE = 16;

  /** Events enough for each relay to get some. */
  private static final int SOME = 50;

  private final Testbed bed;
  private final RelayDatabase database;
  private final List<String> names = List.of("relay-a", "relay-b");
  private final Subscribers subscribers;
  private final List<ServiceProcess> relays;
  private final List<Account> accounts;
  private final NumberedEvents events;
  private final List<Hook> hooks = new ArrayList<>();
  private final Map<String, Integer> inFlightAtKills = new HashMap<>();

  /** Starts them, and registers the webhooks. */
  RelayFleet(Testbed bed, Random random) {
    this.bed = bed;
    this.database = bed.relayDatabase();
    Stream<Manner> prompt = Stream.generate(() -> Manner.PROMPT).limit(OF_ONE);
    List<Manner> manners = Stream.concat(OF_ALL.stream(), prompt).toList();
    this.subscribers = new Subscribers(bed.directory(), manners);
    this.relays = IntStream.range(0, names.size()).mapToObj(this::relay).toList();
    IntStream.range(0, size()).forEach(this::start);
    this.accounts = Stream.generate(() -> bed.account(Last.NONE)).limit(ACCOUNTS).toList();
    IntStream.range(0, size()).forEach(this::awaitReady);
    this.events = new NumberedEvents(bed, accounts, random);
    register(manners);
  }

  /** With leases that outlive each outage, so that only a killed relay's are taken over. */
  private ServiceProcess relay(int which) {
    return bed.relay(
        names.get(which),
        subscribers.hosts(which),
        "--chasqui.relay.attempt-timeout=10s",
        "--chasqui.relay.lease-margin=10s",
        "--chasqui.relay.retries=1s,1s,1s",
        "--chasqui.relay.allowed-receivers=127.0.0.0/8",
        "--chasqui.kafka.properties.session.timeout.ms=6000",
        "--spring.datasource.hikari.connection-timeout=2000");
  }

  private void register(List<Manner> manners) {
    WebhookApi api = new WebhookApi(relays.getFirst().url(), bed.apiKey(accounts.getFirst()));
    List<Long> all = accounts.stream().map(Account::id).toList();
    for (int number = 0; number < manners.size(); number++) {
      List<Long> its = number < OF_ALL.size() ? all : List.of(all.get(number % ACCOUNTS));
      hooks.add(register(api, number, manners.get(number), its));
    }
  }

  private Hook register(WebhookApi api, int number, Manner manner, List<Long> its) {
    boolean ordered = number == ORDERED;
    try (WebhookReceiver soonDead = WebhookReceiver.start()) {
      String url = manner == Manner.DEAD ? soonDead.url() : subscribers.url(number);
      String order = ordered ? "chat" : "none";
      String id = api.register(Map.of("url", url, "accounts", its, "order", order));
      return new Hook(number, manner, ordered, its, id);
    }
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public void start(int which) {
    subscribers.begin(which);
    relays.get(which).start();
  }

  @Override
  public void awaitReady(int which) {
    relays.get(which).awaitReady();
  }

  @Override
  public int send(int count) {
    int before = deliveries(Hook::isAlive);
    events.publish(count);
    return deliveries(Hook::isAlive) - before;
  }

  @Override
  public long done() {
    return subscribers.receipts().accepted();
  }

  /** In flight is what a subscriber has accepted of it, and the database does not know to be so. */
  @Override
  public void kill(int which) {
    if (inFlightAtKills.isEmpty()) {
      awaitUnanswered(which);
    }
    relays.get(which).kill();
    List<Receipt> accepted = subscribers.end(which);
    bed.awaitGone(names.get(which));
    Set<String> inFlight = accepted.stream().map(this::key).collect(Collectors.toSet());
    inFlight.removeAll(database.settled(new HashSet<>(inFlight)));
    inFlight.forEach(key -> inFlightAtKills.merge(key, 1, Integer::sum));
    LOG.info(
        "{} is killed with {} of {} received, {} in flight",
        names.get(which),
        done(),
        deliveries(Hook::isAlive),
        inFlight.size());
  }

  /** Else it might happen that never anything was in flight. */
  private void awaitUnanswered(int which) {
    subscribers.hold(which);
    events.publish(SOME);
    Awaitility.await("an attempt of " + names.get(which))
        .pollInterval(Duration.ofMillis(5))
        .atMost(UNANSWERED_WITHIN)
        .until(() -> subscribers.isHolding(which));
  }

  private String key(Receipt receipt) {
    return hooks.get(receipt.hook()).key(events.published().get(receipt.event()));
  }

  /** Waits until everything that can be delivered is, and checks how. */
  void check() {
    Set<String> all = ids(hook -> true);
    Set<String> alive = ids(Hook::isAlive);
    Awaitility.await("all deliveries are known, and have ended where somebody is")
        .pollInterval(Duration.ofSeconds(1))
        .atMost(DONE_WITHIN)
        .until(
            () ->
                database.known(all) >= deliveries(hook -> true)
                    && database.ended(alive) >= deliveries(Hook::isAlive));
    new DeliveryAudit(
            hooks,
            events.published(),
            subscribers.receipts().all(),
            database.queued(all),
            database.logged(all),
            inFlightAtKills)
        .check();
  }

  private Set<String> ids(Predicate<Hook> which) {
    return hooks.stream().filter(which).map(Hook::id).collect(Collectors.toSet());
  }

  /** How many there are to be to these webhooks. */
  private int deliveries(Predicate<Hook> which) {
    Collection<Published> all = events.published();
    return hooks.stream()
        .filter(which)
        .mapToInt(hook -> (int) all.stream().filter(hook::wants).count())
        .sum();
  }

  @Override
  public void close() {
    events.close();
    relays.forEach(ServiceProcess::close);
    subscribers.close();
  }
}
