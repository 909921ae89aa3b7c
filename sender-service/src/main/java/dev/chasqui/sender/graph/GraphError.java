package dev.chasqui.sender.graph;

import org.jspecify.annotations.Nullable;

/**
 * An error as the Graph API describes it.
 *
 * @param code the Graph error code
 * @param message its title
 * @param details what exactly is wrong; null if not said
 */
record GraphError(int code, String message, @Nullable String details) {

  String text() {
    return details == null ? message : message + ": " + details;
  }
}
