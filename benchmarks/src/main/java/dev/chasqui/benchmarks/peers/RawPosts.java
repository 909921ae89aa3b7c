package dev.chasqui.benchmarks.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.relay.event.EventJson;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The limit that all are held against: the HTTP client, and nothing else. */
final class RawPosts {

  private final Poster poster;

  RawPosts(Poster poster) {
    this.poster = poster;
  }

  /** Makes all bodies, then posts them; returns how many were not taken. */
  int post(RawOrder order) {
    byte[][] bodies = new byte[order.batch().size()][];
    for (int i = 0; i < bodies.length; i++) {
      bodies[i] = EventJson.of(order.batch().event(i)).getBytes(UTF_8);
    }
    AtomicInteger next = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < order.concurrency(); thread++) {
        threads.execute(
            () -> {
              for (int i = next.getAndIncrement(); i < bodies.length; i = next.getAndIncrement()) {
                if (!post(order, i, bodies[i])) {
                  failed.incrementAndGet();
                }
              }
            });
      }
    }
    return failed.get();
  }

  private boolean post(RawOrder order, int index, byte[] body) {
    EventBatch batch = order.batch();
    return poster.post(order.routes().own(batch.account(index)), batch.id(index), body);
  }
}
