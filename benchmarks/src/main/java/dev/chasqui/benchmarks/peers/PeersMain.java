package dev.chasqui.benchmarks.peers;

import dev.chasqui.benchmarks.control.ControlServer;
import dev.chasqui.messaging.AvroConfig;
import dev.chasqui.messaging.AvroDeserializer;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.WhatsAppEvent;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The peers as a process, one at a time; its argument is the control port. For one thread. */
public final class PeersMain {

  private final Poster poster = new Poster();
  private @Nullable AutoCloseable running;

  private PeersMain() {}

  public static void main(String[] args) throws IOException {
    PeersMain peers = new PeersMain();
    new ControlServer(Integer.parseInt(args[0]))
        .on("/ready", () -> true)
        .on("/raw", RawOrder.class, new RawPosts(peers.poster)::post)
        .on("/start", PeerOrder.class, peers::start)
        .on("/stop", peers::stop)
        .start();
    ControlServer.awaitEnd();
    Runtime.getRuntime().halt(0);
  }

  private boolean start(PeerOrder order) {
    SchemaRegistryClient registry =
        SchemaRegistryClient.from(Map.of(AvroConfig.REGISTRY_URL, order.registry()));
    Posts posts =
        new Posts(AvroDeserializer.of(registry, WhatsAppEvent.class), order.routes(), poster);
    running =
        order.peer() == Peer.LISTENER
            ? PlainListener.start(order, posts)
            : ParallelConsumer.start(order, posts);
    return true;
  }

  private boolean stop() {
    AutoCloseable peer = running;
    running = null;
    if (peer != null) {
      try {
        peer.close();
      } catch (Exception e) {
        // What is not done counts for nothing; that it does not end by itself is known.
        System.err.println("A peer did not stop as it should: " + e);
      }
    }
    return true;
  }
}
