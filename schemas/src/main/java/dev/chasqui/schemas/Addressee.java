package dev.chasqui.schemas;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom {@link SendCommand#getTo()} names, by its form alone. Immutable.
 *
 * @param id of a phone number the digits, of a group or a linked id what stands before the
 *     {@code @}, any text; a user id as it is
 */
public record Addressee(Kind kind, String id) {

  private static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ().-]{5,30}");

  /** What may be named. */
  public enum Kind {
    PHONE,
    /** A business-scoped user id. */
    BSUID,
    GROUP,
    LINKED_ID
  }

  /** As commands, and WhatsApp's answers to them, write it; empty if it names nobody. */
  public static Optional<Addressee> parse(String written) {
    String text = written.strip();
    if (BSUID.matcher(text).matches()) {
      return Optional.of(new Addressee(Kind.BSUID, text));
    }
    int at = text.indexOf('@');
    if (at < 0) {
      return phone(text);
    }
    String user = text.substring(0, at);
    return switch (text.substring(at)) {
      case "@c.us", "@s.whatsapp.net" -> phone(user);
      case "@g.us" -> Optional.of(new Addressee(Kind.GROUP, user));
      case "@lid" -> Optional.of(new Addressee(Kind.LINKED_ID, user));
      default -> Optional.empty();
    };
  }

  private static Optional<Addressee> phone(String text) {
    return PHONE.matcher(text).matches()
        ? Optional.of(new Addressee(Kind.PHONE, text.replaceAll("[^0-9]", "")))
        : Optional.empty();
  }
}
