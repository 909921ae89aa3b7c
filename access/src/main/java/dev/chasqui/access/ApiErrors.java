package dev.chasqui.access;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.core.JacksonException;

/** Turns what goes wrong in a REST call into the {@link ApiError} that the client gets. */
@RestControllerAdvice
class ApiErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

  @ExceptionHandler
  ResponseEntity<ApiError> refused(ApiException e) {
    return ResponseEntity.status(e.status()).body(e.body());
  }

  @ExceptionHandler
  ResponseEntity<ApiError> unreadable(HttpMessageNotReadableException e) {
    if (NestedExceptionUtils.getMostSpecificCause(e)
        instanceof BodyLimitFilter.TooLargeException large) {
      return ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE).body(large.body());
    }
    return ResponseEntity.badRequest().body(ApiError.of("malformed_json", describe(e)));
  }

  /** A path or query that is no number where one is wanted. */
  @ExceptionHandler
  ResponseEntity<ApiError> mistyped(TypeMismatchException e) {
    return ResponseEntity.badRequest()
        .body(ApiError.of("bad_request", e.getPropertyName() + " is not what is expected there"));
  }

  /** What cannot be opened was logged by who looked it up. */
  @ExceptionHandler
  ResponseEntity<ApiError> sealed(SealedSecretException e) {
    return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
        .body(
            ApiError.of(
                "account_unusable",
                "The account's secrets cannot be opened; its operator has to check CHASQUI_MASTER_KEY"));
  }

  @ExceptionHandler
  ResponseEntity<ApiError> unexpected(Exception e) {
    if (e instanceof ErrorResponse known) {
      HttpStatusCode status = known.getStatusCode();
      return ResponseEntity.status(status)
          .headers(known.getHeaders())
          .body(ApiError.of(code(status), describe(known)));
    }
    if (DatabaseAway.isMeantBy(e)) {
      LOG.warn("A REST call failed, the database does not answer: {}", DatabaseAway.reason(e));
      return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(DatabaseAway.BODY);
    }
    LOG.error("A REST call failed", e);
    return ResponseEntity.internalServerError()
        .body(ApiError.of("internal_error", "Something went wrong on our side; try again later"));
  }

  private static String describe(HttpMessageNotReadableException e) {
    if (e.getCause() instanceof JacksonException json && json.getLocation() != null) {
      return "The body is not the JSON that is expected: line %d, column %d"
          .formatted(json.getLocation().getLineNr(), json.getLocation().getColumnNr());
    }
    return "The body is missing or is not the JSON that is expected";
  }

  private static String describe(ErrorResponse known) {
    String detail = known.getBody().getDetail();
    return detail == null ? String.valueOf(known.getBody().getTitle()) : detail;
  }

  private static String code(HttpStatusCode status) {
    HttpStatus known = HttpStatus.resolve(status.value());
    return known == null
        ? "http_" + status.value()
        : known.name().toLowerCase(java.util.Locale.ROOT);
  }
}
