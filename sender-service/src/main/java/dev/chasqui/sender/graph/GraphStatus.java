package dev.chasqui.sender.graph;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a status webhook says of a message that may not have been answered. Pure. */
public final class GraphStatus {

  private GraphStatus() {}

  /**
   * What a {@code failed} status means.
   *
   * @param code the Graph error code; null if there was none
   * @param message for people; null if there was none
   */
  public static SendOutcome failed(@Nullable Integer code, @Nullable String message) {
    String text = Objects.requireNonNullElse(message, "WhatsApp says that the message failed");
    return OutcomeRules.ofFailedStatus(
        code == null ? null : new GraphError(code, text, null), text);
  }
}
