package dev.chasqui.standalone;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the user sees of starting and stopping, a line each. Thread-safe. */
final class Console {

  private final PrintStream out;
  private final boolean terminal;

  /**
   * @param terminal whether it is a person who sees it, and not a log
   */
  Console(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  boolean isTerminal() {
    return terminal;
  }

  synchronized void say(String line) {
    out.println(line);
    out.flush();
  }

  void started(String part, String where, Duration took) {
    say("  %-11s %-44s %s".formatted(part, where, seconds(took)));
  }

  static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
  }
}
