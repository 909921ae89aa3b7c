package dev.chasqui.sender.chore;

import dev.chasqui.chores.Chore;
import dev.chasqui.sender.news.StatusNews;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Forgets commands that ended long ago, and what was heard of their messages. Thread-safe. */
public final class Purge implements Chore.Step {

  private static final int BATCH = 1_000;

  private final WorkQueue queue;
  private final StatusNews news;
  private final Duration keep;
  private final Clock clock;

  /**
   * @param keep how long a command is known after it has ended
   */
  public Purge(WorkQueue queue, StatusNews news, Duration keep, Clock clock) {
    this.queue = queue;
    this.news = news;
    this.keep = keep;
    this.clock = clock;
  }

  @Override
  public boolean run() {
    Instant before = clock.instant().minus(keep);
    boolean moreItems = queue.purge(before, BATCH) == BATCH;
    boolean moreNews = news.purge(before, BATCH) == BATCH;
    return moreItems || moreNews;
  }
}
