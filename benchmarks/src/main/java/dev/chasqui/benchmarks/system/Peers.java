package dev.chasqui.benchmarks.system;

import dev.chasqui.benchmarks.control.Control;
import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.benchmarks.event.Routes;
import dev.chasqui.benchmarks.peers.Peer;
import dev.chasqui.benchmarks.peers.PeerOrder;
import dev.chasqui.benchmarks.peers.PeersMain;
import dev.chasqui.benchmarks.peers.RawOrder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** Other ways to post webhooks, in a process of their own; with as much memory as the relay. */
public final class Peers implements AutoCloseable {

  private static final AtomicInteger NEXT_GROUP = new AtomicInteger();

  private final Servers servers;
  private final JavaProcess process;
  private final Control control;

  Peers(Servers servers, Path directory) {
    this.servers = servers;
    int port = Servers.freePort();
    this.process =
        JavaProcess.startOwn(
            "peers", directory, ServiceInstance.HEAP, PeersMain.class, Integer.toString(port));
    this.control = new Control("http://" + Servers.HOST + ":" + port);
    process.awaitReady(() -> JavaProcess.answers("http://" + Servers.HOST + ":" + port + "/ready"));
  }

  /** Posts a batch with the HTTP client alone; returns once all have taken it. */
  public void postRaw(EventBatch batch, Routes routes, int concurrency) {
    int failed = control.order("/raw", new RawOrder(batch, routes, concurrency), Integer.class);
    if (failed > 0) {
      throw new IllegalStateException(failed + " calls failed");
    }
  }

  /** Begins to post what is in a topic, from its beginning, until {@link #stop}. */
  public void start(Peer peer, String topic, Routes routes, int concurrency) {
    control.order(
        "/start",
        new PeerOrder(
            peer,
            servers.kafkaAddress(),
            servers.registryUrl(),
            topic,
            "peers-" + NEXT_GROUP.incrementAndGet(),
            concurrency,
            routes),
        Boolean.class);
  }

  public void stop() {
    control.ask("/stop", Boolean.class);
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    control.close();
    process.close();
  }
}
