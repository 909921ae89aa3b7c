package dev.chasqui.sender.graph;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.chasqui.schemas.Addressee;
import java.util.Optional;
import java.util.Set;
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
    return Addressee.parse(to)
        .flatMap(
            named ->
                switch (named.kind()) {
                  case PHONE -> Optional.of(named.id()).filter(Syntax::isPossible).map(Phone::new);
                  case BSUID -> Optional.of(new Bsuid(named.id()));
                  case GROUP -> Optional.of(named.id()).filter(Syntax::isId).map(Group::new);
                  case LINKED_ID -> Optional.of(named.id()).filter(Syntax::isId).map(LinkedId::new);
                });
  }

  /** Which ids and numbers there may be. */
  final class Syntax {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    /** Mexico gave up the 1 in 2019; in WhatsApp's ids it lives on. */
    private static final String OLD_MEXICAN_MOBILE = "521";

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Set<Integer> CALLING_CODES = NUMBERS.getSupportedCallingCodes();
    private static final int LONGEST_CALLING_CODE = 3;
    private static final int LONGEST_NATIONAL = 15;

    private Syntax() {}

    private static boolean isId(String text) {
      return ID.matcher(text).matches();
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
      return isPossibleAsWritten(digits) || isPossibleAsRead(digits);
    }

    /** Right whenever it says yes, and far cheaper than the parser with its many patterns. */
    private static boolean isPossibleAsWritten(String digits) {
      if (digits.startsWith("0")) {
        return false;
      }
      for (int length = 1; length <= LONGEST_CALLING_CODE && length < digits.length(); length++) {
        int code = Integer.parseInt(digits, 0, length, 10);
        if (CALLING_CODES.contains(code)) {
          String national = digits.substring(length);
          return isShortAndWithoutZero(national)
              && NUMBERS.isPossibleNumber(
                  new PhoneNumber()
                      .setCountryCode(code)
                      .setNationalNumber(Long.parseLong(national)));
        }
      }
      return false;
    }

    /** A zero in front may belong to the number or not; the parser knows. */
    private static boolean isShortAndWithoutZero(String national) {
      return national.length() <= LONGEST_NATIONAL && !national.startsWith("0");
    }

    private static boolean isPossibleAsRead(String digits) {
      try {
        return NUMBERS.isPossibleNumber(NUMBERS.parse("+" + digits, null));
      } catch (NumberParseException e) {
        return false;
      }
    }
  }
}
