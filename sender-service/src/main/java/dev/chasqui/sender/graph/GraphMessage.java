package dev.chasqui.sender.graph;

import org.jspecify.annotations.Nullable;

/**
 * A message as it goes to WhatsApp. Immutable.
 *
 * @param number the phone number in the body's {@code to}, digits only; null if it goes to none, or
 *     to one that has no other form
 * @param otherFormTried whether WhatsApp has said already that nobody has the other form
 * @param body JSON, from {@link MessageBody}
 */
public record GraphMessage(@Nullable String number, boolean otherFormTried, String body) {

  /** The same to another form of the number. */
  public GraphMessage to(String form) {
    return form.equals(number)
        ? this
        : new GraphMessage(form, otherFormTried, MessageBody.readdressed(body, form));
  }

  /** Leaves out whom it goes to and what it says. */
  @Override
  public String toString() {
    return "GraphMessage";
  }
}
