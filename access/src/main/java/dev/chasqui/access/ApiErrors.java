package dev.chasqui.access;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Turns what goes wrong in a REST call into the {@link ApiError} that the client gets. */
@RestControllerAdvice
class ApiErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

  static final ApiError OUR_FAULT =
      ApiError.of("internal_error", "Something went wrong on our side; try again later");

  @ExceptionHandler
  ResponseEntity<ApiError> refused(ApiException e) {
    return answer(e.status(), e.body());
  }

  @ExceptionHandler
  ResponseEntity<ApiError> unreadable(HttpMessageNotReadableException e) {
    if (NestedExceptionUtils.getMostSpecificCause(e)
        instanceof BodyLimitFilter.TooLargeException large) {
      return answer(HttpStatus.CONTENT_TOO_LARGE, large.body());
    }
    return answer(
        HttpStatus.BAD_REQUEST,
        e.getCause() instanceof JacksonException json
            ? WrongType.of(json).orElseGet(() -> malformed(json))
            : ApiError.of("malformed_json", "The body is missing or is no JSON"));
  }

  private static ApiError malformed(JacksonException json) {
    TokenStreamLocation place = json.getLocation();
    return ApiError.of(
        "malformed_json",
        place == null || place.getLineNr() < 1
            ? "The body is no JSON"
            : "The body is no JSON: line %d, column %d"
                .formatted(place.getLineNr(), place.getColumnNr()));
  }

  /** A path or query that is no number where one is wanted. */
  @ExceptionHandler
  ResponseEntity<ApiError> mistyped(TypeMismatchException e) {
    return answer(
        HttpStatus.BAD_REQUEST,
        ApiError.of("bad_request", e.getPropertyName() + " is not what is expected there"));
  }

  /** Found only when a header or a parameter is read. */
  @ExceptionHandler({RequestRejectedException.class, InvalidParameterException.class})
  ResponseEntity<ApiError> odd() {
    return answer(HttpStatus.BAD_REQUEST, RefusedRequests.ODD);
  }

  /** What cannot be opened was logged by who looked it up. */
  @ExceptionHandler
  ResponseEntity<ApiError> sealed(SealedSecretException e) {
    return answer(
        HttpStatus.SERVICE_UNAVAILABLE,
        ApiError.of(
            "account_unusable",
            "The account's secrets cannot be opened; its operator has to check CHASQUI_MASTER_KEY"));
  }

  @ExceptionHandler
  ResponseEntity<ApiError> unexpected(Exception e) {
    if (e instanceof ErrorResponse known) {
      return ResponseEntity.status(known.getStatusCode())
          .headers(known.getHeaders())
          .contentType(MediaType.APPLICATION_JSON)
          .body(Refusals.of(known));
    }
    if (DatabaseAway.isMeantBy(e)) {
      LOG.warn("A REST call failed, the database does not answer: {}", DatabaseAway.reason(e));
      return answer(HttpStatus.SERVICE_UNAVAILABLE, DatabaseAway.BODY);
    }
    LOG.error("A REST call failed", e);
    return answer(HttpStatus.INTERNAL_SERVER_ERROR, OUR_FAULT);
  }

  /** JSON whatever the client accepts: an error must not become another one. */
  private static ResponseEntity<ApiError> answer(HttpStatusCode status, ApiError body) {
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(body);
  }
}
