package dev.chasqui.chores;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chore and when it is due. Whatever fails is tried again then. For one thread. */
final class Routine {

  private static final Logger LOG = LoggerFactory.getLogger(Routine.class);

  private static final double NANOS_PER_SECOND = Duration.ofSeconds(1).toNanos();

  private final Chore chore;
  private final Ticker ticker;
  private long due;
  private boolean failing;

  /** Since when it has been due without being done; in the future if it is done. Others read it. */
  private volatile long dueSince;

  Routine(Chore chore, Ticker ticker) {
    this.chore = chore;
    this.ticker = ticker;
    this.due = ticker.read();
    this.dueSince = due;
  }

  String name() {
    return chore.name();
  }

  /** For how long it has been due and is not done, be it that it fails or does not end. */
  double lateSeconds() {
    return Math.max(0, ticker.read() - dueSince) / NANOS_PER_SECOND;
  }

  /** Returns whether there is more to do at once. */
  boolean stepIfDue() {
    if (ticker.read() - due < 0) {
      return false;
    }
    boolean more = step();
    due = more ? due : next();
    return more;
  }

  private long next() {
    return ticker.read() + chore.every().toNanos();
  }

  private boolean step() {
    try {
      boolean more = chore.step().run();
      succeeded(more);
      return more;
    } catch (RuntimeException | Error e) {
      // An error too: the chores after this one, and this one later, must not end with it.
      failed(e);
      return false;
    }
  }

  private void succeeded(boolean more) {
    if (failing) {
      LOG.info("{} works again", chore.name());
    }
    failing = false;
    // One that has much to do is not late while it does it.
    dueSince = more ? ticker.read() : next();
  }

  private void failed(Throwable failure) {
    if (!failing) {
      LOG.warn("{} failed, trying on: {}", chore.name(), failure.toString());
    }
    failing = true;
  }
}
