package dev.chasqui.access;

import java.time.Duration;

/**
 * How much of a body is read, and how many such bodies at once. Thread-safe.
 *
 * @param mostBytes of one body
 * @param freeBytes what a body may have without waiting for its turn
 * @param turns of the others
 * @param patience how long a call waits for its turn
 * @param timeToArrive how long a body may take from when it is first asked for
 */
record BodyLimit(
    int mostBytes, int freeBytes, Turns turns, Duration patience, Duration timeToArrive) {

  /** Far more than any JSON body of ours needs that carries no file. */
  static final int USUAL_BYTES = 1024 * 1024;

  private static final int USUAL_FREE_BYTES = 64 * 1024;
  private static final Duration USUAL_PATIENCE = Duration.ofSeconds(5);

  /** Enough for a few megabytes over a slow line. */
  static final Duration USUAL_TIME = Duration.ofSeconds(60);

  /** What a body of the usual size takes of the heap in the end, text and all. */
  private static final long USUAL_MEMORY = 16L * USUAL_BYTES;

  static BodyLimit usual() {
    long atOnce = Runtime.getRuntime().maxMemory() / USUAL_MEMORY;
    return new BodyLimit(
        USUAL_BYTES,
        USUAL_FREE_BYTES,
        new Turns(Math.clamp(atOnce, 2, 256)),
        USUAL_PATIENCE,
        USUAL_TIME);
  }

  static BodyLimit of(LargerBody larger) {
    return new BodyLimit(
        larger.mostBytes(),
        USUAL_BYTES,
        new Turns(larger.atOnce()),
        larger.patience(),
        larger.timeToArrive());
  }

  /** What is answered to a body over it. */
  Refusal tooLarge() {
    return tooLarge(mostBytes);
  }

  static Refusal tooLarge(int mostBytes) {
    return Refusal.of("body_too_large", EdgeText.BODY_TOO_LARGE.with(mostBytes));
  }

  /**
   * Whether a body has to wait for its turn.
   *
   * @param length as told beforehand; negative if it was not
   */
  boolean needsTurn(long length) {
    return length < 0 || length > freeBytes;
  }
}
