package dev.chasqui.access;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers in our own words for the firewall of Spring Security and for the container. */
@RestController
class RefusedRequests implements RequestRejectedHandler, ErrorController {

  static final ApiError ODD =
      ApiError.of(
          "bad_request",
          "The path, a parameter or a header has characters or a form that are not allowed there");

  private static final Set<String> METHODS =
      Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException why)
      throws IOException {
    if (METHODS.contains(request.getMethod())) {
      ErrorBody.write(response, HttpStatus.BAD_REQUEST, ODD);
    } else {
      ErrorBody.write(
          response,
          HttpStatus.METHOD_NOT_ALLOWED,
          ApiError.of(Refusals.code(HttpStatus.METHOD_NOT_ALLOWED), "There is no such method"));
    }
  }

  /** What the container refuses; the path itself is none. */
  @RequestMapping("/error")
  ResponseEntity<ApiError> error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus known = status instanceof Integer number ? HttpStatus.resolve(number) : null;
    return answer(known == null ? HttpStatus.NOT_FOUND : known);
  }

  private static ResponseEntity<ApiError> answer(HttpStatus status) {
    String text =
        switch (status) {
          case NOT_FOUND -> Refusals.NO_SUCH_PATH;
          case BAD_REQUEST -> ODD.error();
          case INTERNAL_SERVER_ERROR -> ApiErrors.OUR_FAULT.error();
          default -> status.getReasonPhrase();
        };
    String code =
        status == HttpStatus.INTERNAL_SERVER_ERROR
            ? ApiErrors.OUR_FAULT.code()
            : Refusals.code(status);
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(ApiError.of(code, text));
  }
}
