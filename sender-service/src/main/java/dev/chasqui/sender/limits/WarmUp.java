package dev.chasqui.sender.limits;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A quota that grows from day to day, as a new number needs it. Pure.
 *
 * @param start the first day; the days before it have its quota too
 * @param first messages on that day
 * @param factor by which each day's quota is larger than the one before
 */
record WarmUp(LocalDate start, int first, double factor) {

  /** The quota of a day, rounded down. */
  int quota(LocalDate day) {
    long days = Math.max(0, ChronoUnit.DAYS.between(start, day));
    return (int) Math.min(Integer.MAX_VALUE, first * Math.pow(factor, (double) days));
  }
}
