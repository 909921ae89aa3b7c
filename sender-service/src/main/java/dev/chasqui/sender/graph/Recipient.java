package dev.chasqui.sender.graph;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who a message goes to, as the Graph API names it. Immutable. */
public sealed interface Recipient {

  /** Messages to the same key leave in order. */
  String key();

  /**
   * A phone number.
   *
   * @param digits international form, digits only
   */
  record Phone(String digits) implements Recipient {
    /** The same for both forms of a number that has two. */
    @Override
    public String key() {
      return NumberForms.key(digits);
    }
  }

  /**
   * A group.
   *
   * @param id without {@code @g.us}
   */
  record Group(String id) implements Recipient {
    @Override
    public String key() {
      return id + "@g.us";
    }
  }

  /**
   * A linked id, which only linked-device accounts can reach.
   *
   * @param id without {@code @lid}
   */
  record LinkedId(String id) implements Recipient {
    @Override
    public String key() {
      return id + "@lid";
    }
  }

  /**
   * A business-scoped user id.
   *
   * @param bsuid such as {@code US.13491208655302741918}
   */
  record Bsuid(String bsuid) implements Recipient {
    @Override
    public String key() {
      return bsuid;
    }
  }

  /** Parses a recipient as commands name it; empty if it is none. Never rewrites a number. */
  static Optional<Recipient> parse(String to) {
    String text = to.strip();
    if (Syntax.BSUID.matcher(text).matches()) {
      return Optional.of(new Bsuid(text));
    }
    int at = text.indexOf('@');
    if (at < 0) {
      return Syntax.phone(text);
    }
    String user = text.substring(0, at);
    return switch (text.substring(at)) {
      case "@c.us", "@s.whatsapp.net" -> Syntax.phone(user);
      case "@g.us" -> Syntax.id(user).map(Group::new);
      case "@lid" -> Syntax.id(user).map(LinkedId::new);
      default -> Optional.empty();
    };
  }

  /** How recipients are written. */
  final class Syntax {

    private static final Pattern BSUID = Pattern.compile("[A-Z]{2}\\.(ENT\\.)?[A-Za-z0-9]{1,128}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ().-]{5,30}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    /** Mexico gave up the 1 in 2019; in WhatsApp's ids it lives on. */
    private static final String OLD_MEXICAN_MOBILE = "521";

    private Syntax() {}

    private static Optional<Recipient> phone(String text) {
      if (!PHONE.matcher(text).matches()) {
        return Optional.empty();
      }
      String digits = text.replaceAll("[^0-9]", "");
      return isPossible(digits) ? Optional.of(new Phone(digits)) : Optional.empty();
    }

    private static Optional<String> id(String text) {
      return ID.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /**
     * Possible and not valid: numbering plans change, and WhatsApp's own test numbers are not
     * valid.
     */
    private static boolean isPossible(String digits) {
      return isPossibleToday(digits)
          || (digits.startsWith(OLD_MEXICAN_MOBILE)
              && isPossibleToday("52" + digits.substring(OLD_MEXICAN_MOBILE.length())));
    }

    private static boolean isPossibleToday(String digits) {
      try {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        return numbers.isPossibleNumber(numbers.parse("+" + digits, null));
      } catch (NumberParseException e) {
        return false;
      }
    }
  }
}
