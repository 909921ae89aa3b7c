package dev.chasqui.relay.delivery;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.IntUnaryOperator;

/**
 * What waits for its first attempt at one subscription, whichever portions it is of, and how many
 * post it. Thread-safe.
 */
final class AttemptLine {

  private final Queue<Turn> waiting = new ArrayDeque<>();
  private int posters;

  /** Whether a turn was taken since the last ones were added. */
  private boolean moves;

  /** A delivery whose attempt is one of a round. */
  record Turn(Delivery delivery, AttemptRound round) {}

  /**
   * Adds a round's deliveries.
   *
   * @param enough how many posters are best for so many that wait or are under way
   * @param most how many there may be
   * @return how many are to begin now, beside those at work: at least one if these seem to be stuck
   */
  synchronized int add(
      List<Delivery> deliveries, AttemptRound round, IntUnaryOperator enough, int most) {
    deliveries.forEach(delivery -> waiting.add(new Turn(delivery, round)));
    int missing = enough.applyAsInt(waiting.size() + posters) - posters;
    int more = Math.min(Math.max(moves ? 0 : 1, missing), most - posters);
    posters += more;
    moves = false;
    return more;
  }

  /** Whose turn it is; empty if nobody waits: the poster that asks ends then. */
  synchronized Optional<Turn> next() {
    Turn turn = waiting.poll();
    moves = true;
    if (turn == null) {
      posters--;
    }
    return Optional.ofNullable(turn);
  }

  /** A poster ends though some wait; if it is the last one, they are left out. */
  synchronized void giveUp() {
    posters--;
    if (posters == 0) {
      waiting.forEach(turn -> turn.round().leaveOut(turn.delivery()));
      waiting.clear();
    }
  }

  synchronized boolean isIdle() {
    return posters == 0;
  }
}
