package dev.chasqui.cli;

import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said of a wrong command line. Pure. */
final class Misuse {

  private Misuse() {}

  static String text(ParameterException e) {
    return e instanceof UnmatchedArgumentException unmatched
        ? text(unmatched)
        : String.valueOf(e.getMessage());
  }

  /** Nothing that has no place is repeated: it may be a secret. */
  private static String text(UnmatchedArgumentException e) {
    List<String> options =
        e.getUnmatched().stream()
            .filter(argument -> argument.startsWith("-"))
            .map(argument -> argument.replaceFirst("=.*", ""))
            .toList();
    if (!options.isEmpty()) {
      return "there is no option %s here; secrets are asked for, or read from files, and never given as arguments"
          .formatted(String.join(", ", options));
    }
    return e.getCommandLine().getSubcommands().isEmpty()
        ? "there is an argument too many, which is not repeated since it may be a secret"
        : "there is no such command: " + e.getUnmatched().getFirst();
  }
}
