package dev.chasqui.access;

import dev.chasqui.access.text.Phrase;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers in our own words for the firewall of Spring Security and for the container. */
@RestController
class RefusedRequests implements RequestRejectedHandler, ErrorController {

  static final Refusal ODD = Refusal.of(Refusals.code(HttpStatus.BAD_REQUEST), EdgeText.ODD);

  private static final Set<String> METHODS =
      Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, RequestRejectedException why)
      throws IOException {
    if (METHODS.contains(request.getMethod())) {
      ErrorBody.write(request, response, HttpStatus.BAD_REQUEST, ODD);
    } else {
      ErrorBody.write(
          request,
          response,
          HttpStatus.METHOD_NOT_ALLOWED,
          Refusal.of(Refusals.code(HttpStatus.METHOD_NOT_ALLOWED), EdgeText.NO_SUCH_METHOD));
    }
  }

  /** What the container refuses; the path itself is none. */
  @RequestMapping("/error")
  ResponseEntity<ApiError> error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus known = status instanceof Integer number ? HttpStatus.resolve(number) : null;
    HttpStatus answered = known == null ? HttpStatus.NOT_FOUND : known;
    return ErrorBody.answer(request, answered, refusal(answered));
  }

  private static Refusal refusal(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> Refusals.NO_SUCH_PATH;
      case BAD_REQUEST -> ODD;
      case INTERNAL_SERVER_ERROR -> ApiErrors.OUR_FAULT;
      default -> Refusal.of(Refusals.code(status), Phrase.asIs(status.getReasonPhrase()));
    };
  }
}
