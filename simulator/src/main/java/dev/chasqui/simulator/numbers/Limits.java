package dev.chasqui.simulator.numbers;

import org.jspecify.annotations.Nullable;

/**
 * Limits that the Cloud API enforces. Off unless set.
 *
 * @param messagesPerSecond more than this many accepted within any second answers 130429; null: no
 *     limit
 * @param pairRate true: more than one message per 6 s to one person, beyond a burst of 45, answers
 *     131056
 */
public record Limits(@Nullable Integer messagesPerSecond, @Nullable Boolean pairRate) {
  public static final Limits NONE = new Limits(null, null);

  public boolean pairs() {
    return Boolean.TRUE.equals(pairRate);
  }
}
