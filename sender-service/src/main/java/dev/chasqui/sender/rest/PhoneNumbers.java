package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.WrongFields;
import dev.chasqui.sender.graph.Recipient;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /api/contacts/check-bulk}, as it came. */
@Schema(
    example =
        """
        {"phones": ["573001234567", "573009876543"]}
        """)
record PhoneNumbers(@Nullable List<@Nullable String> phones) {

  private static final int MOST = 100;

  /**
   * A number.
   *
   * @param phone as the caller writes it
   * @param digits in international form
   */
  record Written(String phone, String digits) {}

  /** Leaves out the numbers, which are private. */
  @Override
  public String toString() {
    return "PhoneNumbers[***]";
  }

  /**
   * @throws ApiException 400 that names every number that is none
   */
  List<Written> checked() {
    List<@Nullable String> all = phones;
    if (all == null || all.isEmpty() || all.size() > MOST) {
      throw ApiException.invalid("phones", RestText.NUMBERS.with(MOST));
    }
    WrongFields wrong = new WrongFields();
    List<Written> written = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String phone = all.get(i);
      Optional<String> digits = phone == null ? Optional.empty() : parse(phone);
      if (phone == null || digits.isEmpty()) {
        wrong.add("phones[" + i + "]", RestText.NO_PHONE);
      } else {
        written.add(new Written(phone, digits.get()));
      }
    }
    wrong.refuseIfAny();
    return written;
  }

  /**
   * The digits of a number that stands in a path.
   *
   * @throws ApiException 400 if it is none
   */
  static String digits(String phone) {
    return parse(phone).orElseThrow(() -> ApiException.invalid("phone", RestText.NO_PHONE));
  }

  private static Optional<String> parse(String phone) {
    return Recipient.parse(phone)
        .filter(Recipient.Phone.class::isInstance)
        .map(Recipient.Phone.class::cast)
        .map(Recipient.Phone::digits);
  }
}
