package dev.chasqui.workqueue;

import java.time.Instant;

/**
 * What a locked lane allows at one moment: permits by the generic cell rate algorithm, and room
 * under its cap. The only place that knows the algorithm.
 */
final class LaneBudget {

  /** How far ahead permits are given, so that a claim can take several of a paced lane. */
  static final long AHEAD_US = 100_000;

  private final String lane;
  private final long paceUs;
  private final int burst;
  private final long nowUs;
  private final boolean open;
  private long tatUs;
  private int room;

  /**
   * @param open whether new items may start past the queue: no pause, no backlog
   * @param room how many more may be in flight
   */
  LaneBudget(String lane, long paceUs, int burst, long tatUs, Instant now, boolean open, int room) {
    this.lane = lane;
    this.paceUs = paceUs;
    this.burst = burst;
    this.tatUs = tatUs;
    this.nowUs = Jdbc.micros(now);
    this.open = open;
    this.room = room;
  }

  String lane() {
    return lane;
  }

  long tatUs() {
    return tatUs;
  }

  boolean paced() {
    return paceUs > 0;
  }

  boolean open() {
    return open;
  }

  /** How many may be leased now, at most that many. */
  int atMost(int wanted) {
    return (int) Math.max(0, Math.min(Math.min(wanted, room), permits()));
  }

  private long permits() {
    long ahead = nowUs + AHEAD_US - Math.max(tatUs, nowUs);
    return paced() ? Math.floorDiv(ahead, paceUs) + burst : Integer.MAX_VALUE;
  }

  /** Uses up room and a permit; call it only while {@link #atMost} is above 0. */
  Instant take() {
    room--;
    if (!paced()) {
      return Jdbc.ofMicros(nowUs);
    }
    long arrival = Math.max(tatUs, nowUs);
    tatUs = arrival + paceUs;
    return Jdbc.ofMicros(Math.max(nowUs, arrival - (burst - 1) * paceUs));
  }
}
