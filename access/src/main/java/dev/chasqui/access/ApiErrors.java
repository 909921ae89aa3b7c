package dev.chasqui.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tools.jackson.core.JacksonException;

/** Turns what goes wrong in a REST call into the {@link ApiError} that the client gets. */
@RestControllerAdvice
class ApiErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

  static final Refusal OUR_FAULT = Refusal.of("internal_error", EdgeText.OUR_FAULT);

  private static final Refusal UNUSABLE = Refusal.of("account_unusable", EdgeText.ACCOUNT_UNUSABLE);

  @ExceptionHandler
  ResponseEntity<ApiError> refused(HttpServletRequest request, ApiException e) {
    return ErrorBody.answer(request, e.status(), e.headers(), e.refusal());
  }

  @ExceptionHandler
  ResponseEntity<ApiError> unreadable(
      HttpServletRequest request, HttpMessageNotReadableException e) {
    // The body went too far within a value that was being read.
    if (NestedExceptionUtils.getMostSpecificCause(e) instanceof ApiException body) {
      return refused(request, body);
    }
    return ErrorBody.answer(
        request,
        HttpStatus.BAD_REQUEST,
        e.getCause() instanceof JacksonException json
            ? UnreadableBody.of(json)
            : UnreadableBody.MISSING);
  }

  /** A path or query that is no number where one is wanted. */
  @ExceptionHandler
  ResponseEntity<ApiError> mistyped(HttpServletRequest request, TypeMismatchException e) {
    return ErrorBody.answer(
        request,
        HttpStatus.BAD_REQUEST,
        Refusal.of(
            Refusals.code(HttpStatus.BAD_REQUEST),
            EdgeText.MISTYPED.with(String.valueOf(e.getPropertyName()))));
  }

  /** Found only when a header or a parameter is read. */
  @ExceptionHandler({RequestRejectedException.class, InvalidParameterException.class})
  ResponseEntity<ApiError> odd(HttpServletRequest request) {
    return ErrorBody.answer(request, HttpStatus.BAD_REQUEST, RefusedRequests.ODD);
  }

  /** What cannot be opened was logged by who looked it up. */
  @ExceptionHandler(SealedSecretException.class)
  ResponseEntity<ApiError> sealed(HttpServletRequest request) {
    return ErrorBody.answer(request, HttpStatus.SERVICE_UNAVAILABLE, UNUSABLE);
  }

  /**
   * An answer that has begun can only be cut off, or the client takes what it got for the whole.
   */
  @ExceptionHandler
  ResponseEntity<ApiError> unexpected(
      HttpServletRequest request, HttpServletResponse response, Exception e) throws Exception {
    if (response.isCommitted()) {
      throw e;
    }
    if (e instanceof ErrorResponse known) {
      return ErrorBody.answer(
          request, known.getStatusCode(), known.getHeaders(), Refusals.of(known));
    }
    if (DatabaseAway.isMeantBy(e)) {
      LOG.warn("A REST call failed, the database does not answer: {}", DatabaseAway.reason(e));
      return ErrorBody.answer(request, HttpStatus.SERVICE_UNAVAILABLE, DatabaseAway.REFUSAL);
    }
    LOG.error("A REST call failed", e);
    return ErrorBody.answer(request, HttpStatus.INTERNAL_SERVER_ERROR, OUR_FAULT);
  }
}
