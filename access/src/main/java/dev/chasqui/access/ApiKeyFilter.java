package dev.chasqui.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates a call by its {@code X-API-Key}; the principal is the {@link Caller}. */
final class ApiKeyFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeyFilter.class);

  static final String HEADER = "X-API-Key";

  private final ApiKeys keys;

  ApiKeyFilter(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = request.getHeader(HEADER);
    try {
      if (key != null) {
        keys.authenticate(key).map(KeyOwner::requireEnabled).ifPresent(ApiKeyFilter::signIn);
      }
    } catch (ApiException disabled) {
      ErrorBody.write(request, response, disabled.status(), disabled.refusal());
      return;
    } catch (DataAccessException e) {
      LOG.warn("A REST call's key cannot be looked up: {}", DatabaseAway.reason(e));
      ErrorBody.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, DatabaseAway.REFUSAL);
      return;
    }
    chain.doFilter(request, response);
  }

  private static void signIn(Caller caller) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(
            caller, null, AuthorityUtils.NO_AUTHORITIES));
    SecurityContextHolder.setContext(context);
  }
}
