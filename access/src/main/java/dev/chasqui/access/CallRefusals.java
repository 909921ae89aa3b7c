package dev.chasqui.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;

/** Answers calls that are refused for whom they come from, before a controller sees them. */
final class CallRefusals {

  private static final Logger LOG = LoggerFactory.getLogger(CallRefusals.class);

  private CallRefusals() {}

  static void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    switch (why) {
      case CallRefusedException refused -> refuse(request, response, refused.why());
      case AuthenticationServiceException unknown -> {
        LOG.warn("A REST call's token cannot be checked: {}", DatabaseAway.reason(unknown));
        ErrorBody.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, DatabaseAway.REFUSAL);
      }
      case OAuth2AuthenticationException _ -> unauthorized(request, response, EdgeText.TOKEN);
      default -> unauthorized(request, response, EdgeText.API_KEY);
    }
  }

  static void refuse(HttpServletRequest request, HttpServletResponse response, ApiException why)
      throws IOException {
    ErrorBody.write(request, response, why.status(), why.refusal());
  }

  /** With a challenge (RFC 6750, section 3), which does not say what is wrong with a token. */
  private static void unauthorized(
      HttpServletRequest request, HttpServletResponse response, EdgeText text) throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    ErrorBody.write(
        request, response, HttpStatus.UNAUTHORIZED, Refusal.of(ApiSecurity.UNAUTHORIZED, text));
  }
}
