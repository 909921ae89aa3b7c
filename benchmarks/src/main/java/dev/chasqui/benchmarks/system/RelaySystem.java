package dev.chasqui.benchmarks.system;

import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.benchmarks.event.Routes;
import dev.chasqui.relay.subscription.Order;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.schemas.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The servers, the relay, the receiver and the peers. For one thread. */
public final class RelaySystem implements AutoCloseable {

  private static final Duration IDLE_WITHIN = Duration.ofMinutes(10);

  private final Project project;
  private final Path directory;
  private final Parts parts = new Parts();
  private final Servers servers;
  private final Receiver receiver;
  private final Peers peers;
  private final EventSource events;
  private final RelaySubscriptions subscriptions;
  private final ConsumerLag lag;
  private ServiceInstance relay;
  private long nextAccount = 1;

  private RelaySystem(Project project, Path directory) {
    this.project = project;
    this.directory = directory;
    this.servers = parts.started(new Servers(project, directory));
    try {
      this.relay = startedRelay();
      this.receiver = parts.started(new Receiver(directory));
      this.peers = parts.started(new Peers(servers, directory));
      this.events = parts.started(new EventSource(servers.kafkaAddress(), servers.registryUrl()));
      this.lag = parts.started(new ConsumerLag(servers.kafkaAddress(), "chasqui-relay"));
      this.subscriptions = new RelaySubscriptions(servers.database());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts everything, with one relay; the data is thrown away in the end. */
  public static RelaySystem start(Project project) {
    return new RelaySystem(project, project.newRun());
  }

  private ServiceInstance startedRelay() {
    ServiceInstance started =
        parts.started(
            ServiceInstance.start(
                "relay",
                "webhook-relay",
                project,
                servers,
                directory,
                Map.of("CHASQUI_RELAY_ALLOWED_RECEIVERS", "127.0.0.0/8")));
    started.awaitReady();
    return started;
  }

  /** Starts the relay, which was stopped, and waits until it is ready. */
  public void startRelay() {
    relay = startedRelay();
  }

  /** Stops the relay as an operator does. */
  public void stopRelay() {
    parts.stop(relay);
  }

  /**
   * Puts a batch onto the relay's topic while the relay stands still, so that it finds all of it
   * there when it goes on. Call it with no more than what is produced in a few seconds: after 10 s
   * the broker gives the relay's partitions up.
   */
  public void produceBefore(EventBatch batch, Runnable goesOn) {
    relay.process().standStill();
    try {
      events.produceAll(Topics.EVENTS, batch);
      goesOn.run();
    } finally {
      relay.process().goOn();
    }
  }

  /** New accounts, each with a subscription to an endpoint that answers after this time. */
  public Routes subscribe(int accounts, int delayMillis) {
    return subscribe(accounts, delayMillis, 0);
  }

  /**
   * New accounts, each with a subscription.
   *
   * @param ordered how many subscriptions, the first ones, get each chat in order
   */
  public Routes subscribe(int accounts, int delayMillis, int ordered) {
    Routes routes = routes(accounts, delayMillis);
    subscriptions.together(
        () ->
            IntStream.range(0, accounts)
                .forEach(
                    i ->
                        subscriptions.add(
                            routes.ofAccounts().get(i),
                            List.of(routes.firstAccount() + i),
                            i < ordered ? Order.CHAT : Order.NONE)));
    return routes;
  }

  private Routes routes(int accounts, int delayMillis) {
    long first = nextAccount;
    nextAccount += accounts;
    List<URI> urls =
        IntStream.range(0, accounts).mapToObj(i -> receiver.counted(delayMillis, i)).toList();
    return new Routes(first, urls, List.of());
  }

  /** Subscribes an endpoint that hangs and one that is slow to all of these accounts. */
  public List<Subscription> subscribeBad(Routes routes) {
    List<Long> accounts =
        LongStream.range(routes.firstAccount(), routes.firstAccount() + routes.accounts())
            .boxed()
            .toList();
    return Stream.of(receiver.hanging(), receiver.slow())
        .map(url -> subscriptions.add(url, accounts, Order.NONE))
        .toList();
  }

  /** Ends subscriptions and what waits for them of a batch. */
  public void unsubscribe(List<Subscription> ended, EventBatch batch) {
    Queue queue = queue();
    for (Subscription subscription : ended) {
      subscriptions.remove(subscription);
      queue.cancel(
          IntStream.range(0, batch.size())
              .mapToObj(i -> batch.id(i) + ":" + subscription.id())
              .toList());
    }
  }

  /** How many deliveries of a batch were not done when they were first recorded. */
  public long queued(EventBatch batch) {
    return queue().leased(batch.prefix());
  }

  /** Waits until the relay has nothing more to do. */
  public void awaitIdle() {
    Queue queue = queue();
    Waiting.until("the relay is idle", IDLE_WITHIN, () -> lag.isNone() && queue.isIdle());
  }

  private Queue queue() {
    return new Queue(servers.database(), "relay");
  }

  public Receiver receiver() {
    return receiver;
  }

  public Peers peers() {
    return peers;
  }

  public EventSource events() {
    return events;
  }

  /** What all processes have used up to now. */
  public Usage usage() {
    Map<String, Long> pids = new HashMap<>(servers.pids());
    pids.put("relay", relay.pid());
    pids.put("receiver", receiver.pid());
    pids.put("peers", peers.pid());
    pids.put("backend", ProcessHandle.current().pid());
    return Usage.now(pids);
  }

  @Override
  public void close() {
    parts.close();
    FileSystemUtils.deleteRecursively(directory.toFile());
  }
}
