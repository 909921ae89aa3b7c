package dev.chasqui.demo;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param messages how many to send
 * @param within how long they may take altogether
 */
record Options(int messages, Duration within) {

  private static final int STANDARD = 10;
  private static final int MOST = 100_000;
  private static final int AT_LEAST_A_SECOND = 10;
  private static final Duration GRACE = Duration.ofSeconds(60);

  static final String USAGE = "Usage: ./chasqui demo [--messages N]";

  /**
   * @throws DemoException if it is not understood
   */
  static Options parse(List<String> arguments) {
    int messages = STANDARD;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--messages") && i + 1 < arguments.size()) {
        messages = number(arguments.get(++i));
      } else if (argument.startsWith("--messages=")) {
        messages = number(argument.substring("--messages=".length()));
      } else {
        throw new DemoException("demo does not know " + argument + ". " + USAGE);
      }
    }
    return new Options(messages, GRACE.plusSeconds(messages / AT_LEAST_A_SECOND));
  }

  private static int number(@Nullable String text) {
    if (text != null && text.matches("[0-9]{1,6}")) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MOST) {
        return number;
      }
    }
    throw new DemoException("--messages takes a number from 1 to " + MOST + ", not " + text);
  }
}
