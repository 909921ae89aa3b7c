package dev.chasqui.standalone;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.context.properties.bind.BindException;

/** What the user is told when it does not start. */
final class Failures {

  private static final int MOST = 600;

  private Failures() {}

  static String inOneLine(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof StartException known) {
        return line(String.valueOf(known.getMessage()));
      }
      if (at instanceof FlywayValidateException) {
        return "the database is of another version of Chasqui. Use that version, or start anew: ./chasqui reset --yes";
      }
    }
    return line("it cannot start: " + setting(e) + root(e));
  }

  /** Names the setting that is wrong, if it is one; its value may be a secret. */
  private static String setting(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof BindException wrong) {
        return wrong.getName() + ": ";
      }
    }
    return "";
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String line(String text) {
    String line = text.replaceAll("\\s*\\R\\s*", " | ");
    return line.length() > MOST ? line.substring(0, MOST) + "..." : line;
  }
}
