package dev.chasqui.access;

import org.springframework.security.core.AuthenticationException;

/** A call is refused although its token is right; {@link #why} says what the client gets. */
final class CallRefusedException extends AuthenticationException {

  private static final long serialVersionUID = 1;

  private final ApiException why;

  CallRefusedException(ApiException why) {
    super(String.valueOf(why.getMessage()), why);
    this.why = why;
  }

  ApiException why() {
    return why;
  }
}
