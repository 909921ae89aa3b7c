package dev.chasqui.inbound.history;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One way to name a contact or a group. Immutable.
 *
 * @param alias tells it from all others of the account, such as {@code phone:573001234567}
 * @param text what a message to it is sent to
 * @param isPhone whether it is a phone number
 * @param isGroup whether it is a group
 */
record Address(String alias, String text, boolean isPhone, boolean isGroup) {

  private static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ().-]{5,30}");
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
    String text = written.strip();
    if (BSUID.matcher(text).matches()) {
      return Optional.of(bsuid(text));
    }
    int at = text.indexOf('@');
    if (at < 0) {
      return parsePhone(text);
    }
    String user = text.substring(0, at);
    return switch (text.substring(at)) {
      case "@c.us", "@s.whatsapp.net" -> parsePhone(user);
      case GROUP -> Optional.of(group(user));
      case LID -> Optional.of(linkedId(user));
      default -> Optional.empty();
    };
  }

  private static Optional<Address> parsePhone(String text) {
    return PHONE.matcher(text).matches()
        ? Optional.of(phone(text.replaceAll("[^0-9]", "")))
        : Optional.empty();
  }
}
