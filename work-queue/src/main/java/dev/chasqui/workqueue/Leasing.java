package dev.chasqui.workqueue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases for a worker, under a name of its own in each transaction. If the answer to one is lost,
 * nobody holds what it may have leased, and nothing else bears its name: so that is given back.
 * Thread-safe.
 */
final class Leasing {

  private static final Logger log = LoggerFactory.getLogger(Leasing.class);

  private final WorkQueue queue;
  private final WorkerSettings settings;
  private final AtomicLong transactions = new AtomicLong();

  /** Whose answer was lost, and until when ({@link System#nanoTime()}) their leases last. */
  private final Map<String, Long> unanswered = new ConcurrentHashMap<>();

  Leasing(WorkQueue queue, WorkerSettings settings) {
    this.queue = queue;
    this.settings = settings;
  }

  /** A name that no other transaction has. */
  String newOwner() {
    return settings.owner() + "/" + transactions.incrementAndGet();
  }

  /** Notes that a transaction failed, committed or not: nobody knows of its leases. */
  void unanswered(String owner) {
    unanswered.put(owner, System.nanoTime() + settings.lease().toNanos());
  }

  List<Lease> claim(int room) {
    String owner = newOwner();
    try {
      return queue.claim(request(owner, room));
    } catch (RuntimeException | Error e) {
      unanswered(owner);
      throw e;
    }
  }

  /** If the answer is lost, they are taken over again when that lease has run out. */
  List<Lease> takeOver(int room) {
    return queue.takeOver(request(settings.owner(), room));
  }

  private ClaimRequest request(String owner, int room) {
    int limit = Math.max(1, Math.min(room, settings.batch()));
    return new ClaimRequest(owner, limit, settings.lease());
  }

  /** Looks again each time, since the database may be late to commit; until they have run out. */
  void giveBackUnanswered() {
    long now = System.nanoTime();
    unanswered.values().removeIf(until -> until - now <= 0);
    List<String> owners = List.copyOf(unanswered.keySet());
    int given = owners.isEmpty() ? 0 : queue.releaseOf(owners);
    if (given > 0) {
      log.info("{}: gave back {} leases that nobody had heard of", settings.owner(), given);
    }
  }
}
