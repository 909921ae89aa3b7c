package dev.chasqui.relay.event;

import java.util.List;

/** The names of events, and the patterns that subscriptions name them by. Pure. */
public final class EventNames {

  /** Every event that there is. */
  public static final List<String> KNOWN =
      List.of(
          "message",
          "message.ack",
          "message.reaction",
          "message.revoked",
          "session.status",
          "qr",
          "ready",
          "disconnected",
          "webhook.disabled");

  private static final String ALL = "*";
  private static final String ANY_BELOW = ".*";

  private EventNames() {}

  /**
   * Whether a pattern can ever match: {@code *}, a known name, or a name's beginning and {@code
   * .*}.
   */
  public static boolean isPattern(String pattern) {
    return KNOWN.stream().anyMatch(name -> matches(pattern, name));
  }

  /** Whether an event of this name is meant: {@code message.*} means {@code message} too. */
  public static boolean matches(String pattern, String name) {
    if (pattern.equals(ALL) || pattern.equals(name)) {
      return true;
    }
    if (!pattern.endsWith(ANY_BELOW)) {
      return false;
    }
    String above = pattern.substring(0, pattern.length() - ANY_BELOW.length());
    return name.equals(above) || name.startsWith(above + ".");
  }
}
