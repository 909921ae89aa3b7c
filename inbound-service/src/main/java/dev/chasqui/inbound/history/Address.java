package dev.chasqui.inbound.history;

import dev.chasqui.schemas.Addressee;
import java.util.Optional;

/**
 * One way to name a contact or a group. Immutable.
 *
 * @param alias tells it from all others of the account, such as {@code phone:573001234567}
 * @param text what a message to it is sent to
 * @param isPhone whether it is a phone number
 * @param isGroup whether it is a group
 */
record Address(String alias, String text, boolean isPhone, boolean isGroup) {

  private static final String GROUP = "@g.us";
  private static final String LID = "@lid";

  static Address phone(String digits) {
    return new Address("phone:" + digits, digits, true, false);
  }

  static Address bsuid(String bsuid) {
    return new Address("bsuid:" + bsuid, bsuid, false, false);
  }

  /**
   * @param lid without {@code @lid}
   */
  static Address linkedId(String lid) {
    return new Address("lid:" + lid, lid + LID, false, false);
  }

  /**
   * @param id with {@code @g.us} or without
   */
  static Address group(String id) {
    String bare = id.endsWith(GROUP) ? id.substring(0, id.length() - GROUP.length()) : id;
    return new Address("group:" + bare, bare + GROUP, false, true);
  }

  /** Somebody of whom only that is known. */
  static Address raw(String raw) {
    return new Address("raw:" + raw, raw, false, false);
  }

  /** As commands and WhatsApp's answers write it; empty if it names nobody. */
  static Optional<Address> parse(String written) {
    return Addressee.parse(written)
        .map(
            named ->
                switch (named.kind()) {
                  case PHONE -> phone(named.id());
                  case BSUID -> bsuid(named.id());
                  case GROUP -> group(named.id());
                  case LINKED_ID -> linkedId(named.id());
                });
  }
}
