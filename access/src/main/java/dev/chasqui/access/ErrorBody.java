package dev.chasqui.access;

import dev.chasqui.access.text.Languages;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Makes {@link Refusal}s answers, in the language of the request. */
public final class ErrorBody {

  private static final JsonMapper JSON = new JsonMapper();

  private ErrorBody() {}

  /** For controllers. JSON whatever the client accepts: an error must not become another one. */
  public static ResponseEntity<ApiError> answer(
      HttpServletRequest request, HttpStatusCode status, Refusal refusal) {
    return answer(request, status, new HttpHeaders(), refusal);
  }

  /** The same, with headers. */
  public static ResponseEntity<ApiError> answer(
      HttpServletRequest request, HttpStatusCode status, HttpHeaders headers, Refusal refusal) {
    Locale language = Languages.of(request);
    CallNotes.add(request, "errorCode", refusal.code());
    return ResponseEntity.status(status)
        .headers(headers)
        .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
        .contentType(MediaType.APPLICATION_JSON)
        .body(refusal.in(language));
  }

  /** For where no controller is reached. */
  static void write(
      HttpServletRequest request, HttpServletResponse response, HttpStatus status, Refusal refusal)
      throws IOException {
    Locale language = Languages.of(request);
    CallNotes.add(request, "errorCode", refusal.code());
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
    JSON.writeValue(response.getOutputStream(), refusal.in(language));
  }
}
