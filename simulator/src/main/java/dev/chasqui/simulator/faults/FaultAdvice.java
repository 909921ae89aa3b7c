package dev.chasqui.simulator.faults;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers, or doesn't, as the fault says. */
@RestControllerAdvice
class FaultAdvice {
  @ExceptionHandler
  void struck(FaultStruck struck, HttpServletResponse response) throws IOException {
    var fault = struck.fault();
    switch (fault.spec().kind()) {
      case ERROR -> error(fault, response);
      case HTTP -> http(fault, response);
      default -> {}
    }
  }

  private static void error(Fault fault, HttpServletResponse response) throws IOException {
    var error = fault.error(131000);
    retryAfter(fault, response);
    response.setStatus(error.httpStatus());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getWriter().print(error.toJson());
  }

  private static void http(Fault fault, HttpServletResponse response) throws IOException {
    var status = fault.spec().httpStatus();
    retryAfter(fault, response);
    response.setStatus(status == null ? 502 : status);
    response.setContentType(MediaType.TEXT_HTML_VALUE);
    response.getWriter().print("<html><body>Sorry, something went wrong.</body></html>");
  }

  private static void retryAfter(Fault fault, HttpServletResponse response) {
    var seconds = fault.spec().retryAfterSeconds();
    if (seconds != null) {
      response.setIntHeader("Retry-After", seconds);
    }
  }
}
