package dev.chasqui.workqueue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps claiming and taking over while it has room, runs a handler for each lease and hands the
 * results to a recorder in batches. While the database is away it keeps the results, tries again
 * with growing pauses, and says so once when that begins and once when it ends.
 *
 * <p>Safe for use by many threads.
 *
 * @param <R> the handler's result
 */
public final class Worker<R> implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration SHORTEST_REST = Duration.ofMillis(10);

  private final WorkQueue queue;
  private final WorkerSettings settings;
  private final Handler<R> handler;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Semaphore wake = new Semaphore(0);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Object progress = new Object();
  private final ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
  private final Lateness lateness = new Lateness();
  private final Leasing leasing;
  private final RecordLoop<R> ended;
  private final Thread claiming;
  private volatile boolean foundNothing = true;
  private long tookOverAt;

  /** Starts at once. */
  public Worker(
      WorkQueue queue, WorkerSettings settings, Handler<R> handler, Recorder<R> recorder) {
    this.queue = queue;
    this.settings = settings;
    this.handler = handler;
    this.leasing = new Leasing(queue, settings);
    this.tookOverAt = System.nanoTime() - settings.takeOverEvery().toNanos();
    this.ended = new RecordLoop<>(settings, recorder, queue::release, this::freed);
    this.claiming = Thread.ofVirtual().name(settings.owner() + "-claim").start(this::claimLoop);
  }

  /**
   * Works on leases that came from elsewhere, as from {@link Enqueued.Leased} after its commit.
   * They are accepted beyond {@link #room()} too; after {@link #close} they are given back.
   */
  public void submit(List<Lease> leases) {
    if (!begin(leases)) {
      queue.release(leases);
    }
  }

  /**
   * A name for the leases of one transaction of the caller's, which hands them to {@link #submit}
   * after its commit.
   */
  public String newOwner() {
    return leasing.newOwner();
  }

  /**
   * Says that the transaction of an owner failed and nobody will ever work on its leases. If it was
   * committed all the same, its answer being lost, they are given back as never begun.
   */
  public void unanswered(String owner) {
    leasing.unanswered(owner);
  }

  /** How many more leases fit, now; never negative. */
  public int room() {
    return Math.max(0, settings.maxInFlight() - inFlight.get());
  }

  /**
   * Waits until so many more leases fit and nothing in the queue could be claimed for that room
   * when it was last looked at, or until the time is over. It keeps no room for the caller.
   *
   * @return whether it is so
   */
  public boolean awaitRoom(int leases, Duration within) throws InterruptedException {
    long end = System.nanoTime() + within.toNanos();
    synchronized (progress) {
      while (!(foundNothing && room() >= leases)) {
        long left = end - System.nanoTime();
        if (left <= 0 || isClosing()) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(progress, left);
      }
      return true;
    }
  }

  /** Says that there may be something to claim, so that it need not wait for the next look. */
  public void wake() {
    wake.release();
  }

  /**
   * Stops claiming, gives back what was not begun, waits for handlers, interrupts those that take
   * too long, and records. What could not be recorded in time is logged and left to be taken over.
   */
  @Override
  public void close() {
    synchronized (this) {
      closing.countDown();
    }
    progressed();
    wake();
    try {
      endHandlers();
      ended.close();
    } catch (InterruptedException e) {
      handlers.shutdownNow();
      ended.abort();
      Thread.currentThread().interrupt();
    }
    if (inFlight.get() > 0) {
      log.warn("{}: closed with {} leases that will run out", settings.owner(), inFlight.get());
    }
  }

  private void endHandlers() throws InterruptedException {
    claiming.join();
    handlers.shutdown();
    long millis = settings.closeWithin().toMillis();
    if (!handlers.awaitTermination(millis, TimeUnit.MILLISECONDS)) {
      handlers.shutdownNow();
      handlers.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }
  }

  private void freed(int leases) {
    inFlight.addAndGet(-leases);
    progressed();
    wake();
  }

  private void progressed() {
    synchronized (progress) {
      progress.notifyAll();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void claimLoop() {
    Outage outage = new Outage(log, settings.owner() + ": claiming");
    while (!isClosing()) {
      try {
        if (look() == 0) {
          rest();
        }
        outage.over();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        // An error too: without this loop the worker would stand still without a word.
        pause(outage.begunOrGoesOn(e));
      }
    }
  }

  private int look() {
    int found = 0;
    if (room() > 0 && System.nanoTime() - tookOverAt >= settings.takeOverEvery().toNanos()) {
      leasing.giveBackUnanswered();
      found = ended.isLate() ? 0 : take(leasing.takeOver(room()));
      tookOverAt = found == 0 ? System.nanoTime() : tookOverAt;
    }
    return room() > 0 ? found + claim() : found;
  }

  private int claim() {
    int claimed = take(leasing.claim(room()));
    foundNothing = claimed == 0;
    if (foundNothing) {
      progressed();
    }
    return claimed;
  }

  private int take(List<Lease> leases) {
    submit(leases);
    return leases.size();
  }

  /** However often it is woken: a look that finds nothing costs the database as much as others. */
  private void rest() throws InterruptedException {
    pause(SHORTEST_REST);
    if (wake.tryAcquire(settings.poll().toNanos(), TimeUnit.NANOSECONDS)) {
      wake.drainPermits();
    }
  }

  @SuppressWarnings("ReturnValueIgnored") // woken early only by close, which the loop sees itself
  private void pause(Duration time) {
    try {
      closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False when the worker is closing; the lock keeps leases from slipping in behind the close. */
  private synchronized boolean begin(List<Lease> leases) {
    if (isClosing()) {
      return false;
    }
    inFlight.addAndGet(leases.size());
    long received = System.nanoTime();
    long late = usualLateness(leases, received);
    leases.forEach(lease -> handlers.execute(() -> work(lease, received, late)));
    return true;
  }

  /** Of what is paced; the rest begins when it is there. */
  private long usualLateness(List<Lease> leases, long received) {
    return leases.stream()
        .filter(Lease::paced)
        .findFirst()
        .map(lease -> lateness.arrived(lease.askedNanos(), received))
        .orElse(0L);
  }

  private void work(Lease lease, long received, long late) {
    ended.add(mayBegin(lease, received, late) ? handle(lease) : new Ended.GivenBack<>(lease));
  }

  private boolean mayBegin(Lease lease, long received, long late) {
    long wait = Duration.between(lease.leasedAt(), lease.sendAt()).toNanos();
    // Counted from before the lease was asked for, so a stall anywhere since then shows.
    long asked = lease.askedNanos();
    long due = asked + wait + (lease.paced() ? late : 0);
    long start = Math.max(received + wait, due);
    try {
      if (closing.await(start - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return false;
      }
    } catch (InterruptedException e) {
      return false;
    }
    long now = System.nanoTime();
    return !lease.isOver(now) && (!lease.paced() || now - due < settings.maxLateness().toNanos());
  }

  private Ended<R> handle(Lease lease) {
    try {
      return new Ended.Done<>(new Handled.Returned<>(lease, handler.handle(lease)));
    } catch (Throwable e) {
      return new Ended.Done<>(new Handled.Threw<>(lease, e));
    }
  }
}
