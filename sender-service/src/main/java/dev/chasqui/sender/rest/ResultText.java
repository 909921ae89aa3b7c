package dev.chasqui.sender.rest;

import dev.chasqui.access.text.Phrase;
import dev.chasqui.access.text.Text;
import java.util.Arrays;
import java.util.Locale;

/**
 * The error codes of commands' results ({@code docs/errors.md}). What comes with a code is said in
 * English, often by WhatsApp: other languages say what the code means, and that behind it.
 */
enum ResultText implements Text {
  UNKNOWN_ACCOUNT,
  INVALID_RECIPIENT,
  INVALID_MESSAGE,
  UNSUPPORTED_CONTENT,
  OUTSIDE_SERVICE_WINDOW,
  TEMPLATE_REJECTED,
  MEDIA_FAILED,
  NOT_ALLOWED_BY_WHATSAPP,
  ACCOUNT_RESTRICTED,
  ACCOUNT_NOT_AUTHORISED,
  PROVIDER_REFUSED,
  THROTTLED,
  RECIPIENT_THROTTLED,
  DAILY_QUOTA,
  PROVIDER_UNREACHABLE,
  CIRCUIT_OPEN,
  PROVIDER_SILENT,
  NO_ANSWER,
  PROVIDER_FAILED,
  INTERRUPTED,
  INTERNAL_ERROR,
  EXPIRED;

  /** What is to be said of a code; of one that is not known, only the message. */
  static Phrase of(String code, String message) {
    return Arrays.stream(values())
        .filter(known -> known.code().equals(code))
        .findAny()
        .map(known -> known.with(message))
        .orElseGet(() -> Phrase.asIs(message));
  }

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String english() {
    return "%s";
  }
}
