package dev.chasqui.access.rate;

import java.time.Duration;

/** What came of counting a request. */
public sealed interface Count {

  /**
   * It may go on.
   *
   * @param remaining how many more may
   * @param resetIn until they are all there again
   */
  record Within(long remaining, Duration resetIn) implements Count {}

  /**
   * It is one too many.
   *
   * @param resetIn until there are some again
   */
  record Over(Duration resetIn) implements Count {}

  /** Nobody counted it, since the database is away or overrun. */
  record None() implements Count {}
}
