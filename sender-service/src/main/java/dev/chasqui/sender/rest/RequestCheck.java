package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiError.FieldError;
import dev.chasqui.access.ApiException;
import dev.chasqui.sender.graph.Recipient;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request's fields, so that it can be said at once. */
final class RequestCheck {

  static final int LONGEST_TEXT = 4096;
  static final int LONGEST_CAPTION = 1024;

  private static final int LONGEST_LINK = 2048;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final List<FieldError> errors = new ArrayList<>();

  void add(String field, String error) {
    errors.add(new FieldError(field, error));
  }

  void phone(@Nullable String phone) {
    if (phone == null || phone.isBlank()) {
      add("phone", "is required: a number in international form, or a JID");
    } else if (Recipient.parse(phone).isEmpty()) {
      add("phone", "is no phone number in international form, no JID and no user id");
    }
  }

  /** A text that must be there. Which characters it has is not checked: WhatsApp takes any. */
  void message(@Nullable String message) {
    if (isBlank(message)) {
      add("message", "is required");
    } else {
      atMost("message", message, LONGEST_TEXT);
    }
  }

  void caption(@Nullable String caption) {
    atMost("caption", caption, LONGEST_CAPTION);
  }

  void atMost(String field, @Nullable String text, int longest) {
    if (text != null && text.length() > longest) {
      add(field, "has more than " + longest + " characters");
    }
  }

  /** An address that WhatsApp can fetch from. */
  void link(String field, @Nullable String link) {
    if (link == null || link.isBlank()) {
      add(field, "is required");
    } else if (link.length() > LONGEST_LINK) {
      add(field, "has more than " + LONGEST_LINK + " characters");
    } else if (!isLink(link)) {
      add(field, "is no http or https address");
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
   * @throws ApiException 400 that names every field that is wrong
   */
  void refuseIfWrong() {
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
  }
}
