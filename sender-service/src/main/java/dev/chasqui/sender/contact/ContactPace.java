package dev.chasqui.sender.contact;

import dev.chasqui.sender.limits.AccountLanes;
import dev.chasqui.sender.limits.LaneName;
import dev.chasqui.workqueue.Permit;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands out an account's permits to ask for contacts. Thread-safe. */
public final class ContactPace {

  private final AccountLanes lanes;
  private final WorkQueue queue;
  private final Clock clock;

  public ContactPace(AccountLanes lanes, WorkQueue queue, Clock clock) {
    this.lanes = lanes;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * What was handed out.
   *
   * @param later when there may be another one; null if as many were wanted
   */
  record Permits(int count, @Nullable Instant later) {}

  /** Takes as many permits as wanted, or as many as there are within {@code patience}. */
  Permits take(long accountId, int wanted, Duration patience) {
    LaneName lane = LaneName.contacts(accountId);
    lanes.ensure(List.of(lane));
    Instant end = clock.instant().plus(patience);
    int taken = 0;
    while (taken < wanted) {
      switch (queue.takePermit(lane.text())) {
        case Permit.Granted(Duration after) -> {
          taken++;
          if (!pause(after)) {
            return new Permits(taken, clock.instant());
          }
        }
        case Permit.Later(Instant at) -> {
          if (at.isAfter(end) || !pause(Duration.between(clock.instant(), at))) {
            return new Permits(taken, at);
          }
        }
      }
    }
    return new Permits(taken, null);
  }

  /** False if the thread is to end. */
  private static boolean pause(Duration time) {
    try {
      // By the database's clock it may be now, by ours not yet.
      Thread.sleep(time.isPositive() ? time : Duration.ofMillis(1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
