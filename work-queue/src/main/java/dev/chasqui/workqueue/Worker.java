package dev.chasqui.workqueue;

import java.util.List;

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

  /** Starts at once. */
  public Worker(
      WorkQueue queue, WorkerSettings settings, Handler<R> handler, Recorder<R> recorder) {
    throw new UnsupportedOperationException();
  }

  /**
   * Works on leases that came from elsewhere, as from {@link Enqueued.Leased} after its commit.
   * They are accepted beyond {@link #room()} too; after {@link #close} they are given back.
   */
  public void submit(List<Lease> leases) {
    throw new UnsupportedOperationException();
  }

  /** How many more leases fit, now; never negative. */
  public int room() {
    throw new UnsupportedOperationException();
  }

  /** Says that there may be something to claim, so that it need not wait for the next look. */
  public void wake() {
    throw new UnsupportedOperationException();
  }

  /**
   * Stops claiming, gives back what was not begun, waits for handlers, interrupts those that take
   * too long, and records. What could not be recorded in time is logged and left to be taken over.
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
