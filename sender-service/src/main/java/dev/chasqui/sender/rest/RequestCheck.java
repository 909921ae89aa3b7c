package dev.chasqui.sender.rest;

import dev.chasqui.access.WrongFields;
import dev.chasqui.access.text.FieldText;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.sender.graph.Recipient;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the fields that messages have, so that it can be said at once. */
final class RequestCheck {

  static final int LONGEST_TEXT = 4096;
  static final int LONGEST_CAPTION = 1024;

  private static final int LONGEST_LINK = 2048;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final WrongFields wrong = new WrongFields();

  void add(String field, Phrase error) {
    wrong.add(field, error);
  }

  void phone(@Nullable String phone) {
    if (phone == null || phone.isBlank()) {
      add("phone", RestText.PHONE_REQUIRED);
    } else if (Recipient.parse(phone).isEmpty()) {
      add("phone", RestText.NO_RECIPIENT);
    }
  }

  /** A text that must be there. Which characters it has is not checked: WhatsApp takes any. */
  void message(@Nullable String message) {
    if (isBlank(message)) {
      add("message", FieldText.REQUIRED);
    } else {
      atMost("message", message, LONGEST_TEXT);
    }
  }

  void caption(@Nullable String caption) {
    atMost("caption", caption, LONGEST_CAPTION);
  }

  void atMost(String field, @Nullable String text, int longest) {
    wrong.atMost(field, text, longest);
  }

  /** An address that WhatsApp can fetch from. */
  void link(String field, @Nullable String link) {
    if (link == null || link.isBlank()) {
      add(field, FieldText.REQUIRED);
    } else if (link.length() > LONGEST_LINK) {
      atMost(field, link, LONGEST_LINK);
    } else if (!isLink(link)) {
      add(field, RestText.NO_LINK);
    }
  }

  private static boolean isLink(String link) {
    try {
      URI uri = new URI(link);
      return uri.getHost() != null
          && uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /**
   * @throws dev.chasqui.access.ApiException 400 that names every field that is wrong
   */
  void refuseIfWrong() {
    wrong.refuseIfAny();
  }
}
