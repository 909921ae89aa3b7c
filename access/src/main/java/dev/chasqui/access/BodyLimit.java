package dev.chasqui.access;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How much of a body is read. Thread-safe.
 *
 * @param mostBytes of one body
 * @param larger the path's own limit; null where the usual one holds
 * @param turns of calls with larger bodies
 */
record BodyLimit(int mostBytes, @Nullable LargerBody larger, Semaphore turns) {

  /** Far more than any JSON body of ours needs that carries no file. */
  static final int USUAL_BYTES = 1024 * 1024;

  static final BodyLimit USUAL = new BodyLimit(USUAL_BYTES, null, new Semaphore(0));

  static BodyLimit of(LargerBody larger) {
    return new BodyLimit(larger.mostBytes(), larger, new Semaphore(larger.atOnce(), true));
  }

  /** What is answered to a body over it. */
  Refusal tooLarge() {
    return Refusal.of("body_too_large", EdgeText.BODY_TOO_LARGE.with(mostBytes));
  }

  /**
   * Whether a body has to wait for its turn: one that is larger than usual, or may be.
   *
   * @param length as told beforehand; negative if it was not
   */
  boolean needsTurn(long length) {
    return larger != null && (length < 0 || length > USUAL_BYTES);
  }

  /** Waits for a turn; false if none came in time. */
  boolean awaitTurn() {
    try {
      return larger != null
          && turns.tryAcquire(larger.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void endTurn() {
    turns.release();
  }
}
