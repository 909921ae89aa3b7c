package dev.chasqui.sender.contact;

import dev.chasqui.sender.graph.Profile;
import dev.chasqui.sender.graph.Reply;
import java.time.Instant;

/** What came of looking for who has a number. Immutable. */
public sealed interface Found {

  /** WhatsApp was asked, now or before. */
  record Asked(Reply<Profile> reply) implements Found {}

  /**
   * The account has asked too much.
   *
   * @param at when it may again
   */
  record Later(Instant at) implements Found {}
}
