package dev.chasqui.sender.graph;

import org.jspecify.annotations.Nullable;

/**
 * Who somebody on WhatsApp is. What is not known is null. Immutable.
 *
 * @param phone digits only
 * @param name as its owner shows it
 * @param about the line below the name
 * @param pictureUrl where the picture is
 * @param lid the linked id, {@code …@lid}
 */
public record Profile(
    String phone,
    @Nullable String name,
    @Nullable String about,
    @Nullable String pictureUrl,
    @Nullable String lid) {

  /** Leaves out who it is. */
  @Override
  public String toString() {
    return "Profile[***]";
  }
}
