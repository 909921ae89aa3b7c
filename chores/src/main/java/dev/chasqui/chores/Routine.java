package dev.chasqui.chores;

import com.github.benmanes.caffeine.cache.Ticker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chore and when it is due. Whatever fails is tried again then. For one thread. */
final class Routine {

  private static final Logger LOG = LoggerFactory.getLogger(Routine.class);

  private final Chore chore;
  private final Ticker ticker;
  private long due;
  private boolean failing;

  Routine(Chore chore, Ticker ticker) {
    this.chore = chore;
    this.ticker = ticker;
    this.due = ticker.read();
  }

  /** Returns whether there is more to do at once. */
  boolean stepIfDue() {
    if (ticker.read() - due < 0) {
      return false;
    }
    boolean more = step();
    due = more ? due : ticker.read() + chore.every().toNanos();
    return more;
  }

  private boolean step() {
    try {
      boolean more = chore.step().run();
      succeeded();
      return more;
    } catch (RuntimeException | Error e) {
      // An error too: the chores after this one, and this one later, must not end with it.
      failed(e);
      return false;
    }
  }

  private void succeeded() {
    if (failing) {
      LOG.info("{} works again", chore.name());
    }
    failing = false;
  }

  private void failed(Throwable failure) {
    if (!failing) {
      LOG.warn("{} failed, trying on: {}", chore.name(), failure.toString());
    }
    failing = true;
  }
}
