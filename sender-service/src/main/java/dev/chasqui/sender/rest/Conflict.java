package dev.chasqui.sender.rest;

import dev.chasqui.access.text.Languages;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.sender.call.RestText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * A refusal that says how what was to be cancelled stands. Immutable.
 *
 * @param success always false
 * @param code stable, listed in {@code docs/errors.md}
 * @param data how it stands
 */
record Conflict<T>(boolean success, String error, String code, T data) {

  static <T> ResponseEntity<Conflict<T>> finished(HttpServletRequest request, T data) {
    return answer(request, "already_finished", RestText.ALREADY_FINISHED, data);
  }

  static <T> ResponseEntity<Conflict<T>> sending(HttpServletRequest request, T data) {
    return answer(request, "already_sending", RestText.ALREADY_SENDING, data);
  }

  private static <T> ResponseEntity<Conflict<T>> answer(
      HttpServletRequest request, String code, Phrase error, T data) {
    Locale language = Languages.of(request);
    return ResponseEntity.status(HttpStatus.CONFLICT)
        .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
        .body(new Conflict<>(false, error.in(language), code, data));
  }
}
