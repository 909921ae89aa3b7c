package dev.chasqui.benchmarks;

import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Says how far a run is. */
final class Progress {

  private static final long BEGAN = System.nanoTime();

  private Progress() {}

  static void say(String text) {
    System.out.printf(
        Locale.ROOT, "%4d s  %s%n", (System.nanoTime() - BEGAN) / 1_000_000_000, text);
  }

  /** Measures a part if it is asked for; else null. */
  static <T> @Nullable T part(Options options, String name, Supplier<T> measure) {
    if (!options.has(name)) {
      return null;
    }
    say(name);
    return measure.get();
  }
}
