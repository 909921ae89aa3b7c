package dev.chasqui.benchmarks.control;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time as all processes of a machine see it. */
public final class Micros {

  private Micros() {}

  /** Microseconds since 1970. */
  public static long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
