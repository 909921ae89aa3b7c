package dev.chasqui.relay.delivery;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.chasqui.access.Transactions;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses a subscription's lane while its circuit lets nothing through, so that its backlog is left
 * where it is, by all instances. Thread-safe.
 */
final class LanePauses {

  private static final Logger LOG = LoggerFactory.getLogger(LanePauses.class);

  /** Many are held back at once: what would lengthen the pause by less is not written. */
  private static final Duration SAME = Duration.ofMillis(500);

  private final WorkQueue queue;
  private final Transactions transactions;
  private final Map<String, Instant> pausedUntil =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofHours(1)).<String, Instant>build().asMap();

  LanePauses(WorkQueue queue, Transactions transactions) {
    this.queue = queue;
    this.transactions = transactions;
  }

  /** Nothing more of the subscription is to be claimed until then. Never throws. */
  void pause(String subscription, Instant until) {
    Instant known = pausedUntil.getOrDefault(subscription, Instant.EPOCH);
    if (until.isAfter(known.plus(SAME))) {
      pausedUntil.put(subscription, until);
      write(subscription, until);
    }
  }

  private void write(String subscription, Instant until) {
    try {
      transactions.run(tx -> queue.pause(tx, subscription, until));
    } catch (RuntimeException e) {
      // Without the pause each delivery is put back by itself: dearer, and right as well.
      LOG.warn("Webhook {} is not paused: {}", subscription, e.toString());
    }
  }
}
