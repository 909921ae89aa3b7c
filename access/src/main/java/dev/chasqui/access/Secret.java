package dev.chasqui.access;

import java.nio.charset.StandardCharsets;

/**
 * A secret text that does not print: {@code toString} shows nothing of it. Immutable.
 *
 * @param value the secret itself; only to be handed to what needs it
 */
public record Secret(String value) {

  /** The secret as UTF-8. */
  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /** The text without the secret, for words of somebody who may quote it. */
  public String removedFrom(String text) {
    return value.isEmpty() ? text : text.replace(value, "***");
  }

  @Override
  public String toString() {
    return "Secret[***]";
  }
}
