package dev.chasqui.workqueue;

/**
 * One pace by the generic cell rate algorithm; the only place that knows it. Times are microseconds
 * since 1970. In any window of {@code t} it gives at most {@code burst + t / pace} permits, in
 * whatever order their times come.
 */
final class Gcra {

  /** No limit at all. */
  static final long NO_PACE = 0;

  private final long paceUs;
  private final long spreadUs;
  private final int burst;
  private long tatUs;

  /**
   * @param paceUs between permits, or {@link #NO_PACE}
   * @param spreadUs how much longer a gap may be made, see {@link #take}
   * @param tatUs the theoretical arrival time of the next permit
   */
  Gcra(long paceUs, long spreadUs, int burst, long tatUs) {
    this.paceUs = paceUs;
    this.spreadUs = spreadUs;
    this.burst = burst;
    this.tatUs = tatUs;
  }

  static Gcra unlimited() {
    return new Gcra(NO_PACE, 0, 1, 0);
  }

  boolean limits() {
    return paceUs != NO_PACE;
  }

  long tatUs() {
    return tatUs;
  }

  /** From when on there is a permit. */
  long nextUs() {
    return limits() ? tatUs - (burst - 1) * paceUs : Long.MIN_VALUE;
  }

  /** How many permits there surely are from now until then; below 1 for none. */
  long permits(long nowUs, long untilUs) {
    long ahead = untilUs - Math.max(tatUs, nowUs) + (burst - 1) * paceUs;
    return limits() ? Math.floorDiv(ahead, paceUs + spreadUs) + 1 : Integer.MAX_VALUE;
  }

  /**
   * Uses up a permit.
   *
   * @param atUs when it is used, not before {@link #nextUs}
   * @param extraUs how much longer than the pace the gap after it is to be
   */
  void take(long atUs, long extraUs) {
    if (limits()) {
      tatUs = Math.max(tatUs, atUs) + paceUs + extraUs;
    }
  }

  /** The same, to be used up apart from this one. */
  Gcra copy() {
    return new Gcra(paceUs, spreadUs, burst, tatUs);
  }
}
