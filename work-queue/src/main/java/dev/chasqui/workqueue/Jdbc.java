package dev.chasqui.workqueue;

import java.util.regex.Pattern;

/** Small helpers around JDBC. */
final class Jdbc {

  private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  private Jdbc() {}

  /** The name itself, after a check that makes it safe to put into SQL. */
  static String identifier(String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new IllegalArgumentException("Not a plain lower-case identifier: " + name);
    }
    return name;
  }
}
