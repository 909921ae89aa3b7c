package dev.chasqui.workqueue;

import dev.chasqui.workqueue.Groups.Group;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a group of a locked lane allows at one moment. */
final class GroupBudget {

  private final Group group;
  private final Gcra pace;
  private final Instant pausedUntil;
  private final Instant now;
  private @Nullable Gcra promised;
  private boolean taken;

  GroupBudget(Group group, Gcra pace, Instant pausedUntil, Instant now) {
    this.group = group;
    this.pace = pace;
    this.pausedUntil = pausedUntil;
    this.now = now;
  }

  Group group() {
    return group;
  }

  long tatUs() {
    return pace.tatUs();
  }

  boolean paced() {
    return pace.limits();
  }

  /** Whether there is something to write down. */
  boolean taken() {
    return taken && paced();
  }

  /** Whether it has a permit at that time. What came first and was put off goes first. */
  boolean allows(long atUs) {
    return promised == null && !pausedUntil.isAfter(now) && pace.nextUs() <= atUs;
  }

  void take(long atUs) {
    pace.take(atUs, 0);
    taken = true;
  }

  /**
   * When an item that is not allowed now is to be looked at again; each in a row gets a time of its
   * own, so that they don't all come back for one permit.
   */
  Instant later() {
    if (pausedUntil.isAfter(now)) {
      return pausedUntil;
    }
    promised = promised == null ? pace.copy() : promised;
    long at = Math.max(promised.nextUs(), Jdbc.micros(now) + 1);
    promised.take(at, 0);
    return Jdbc.ofMicros(at);
  }
}
