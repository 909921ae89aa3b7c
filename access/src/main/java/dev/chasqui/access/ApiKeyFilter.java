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

/**
 * Authenticates a call by its {@code X-API-Key}, unless its token has done so; the principal is the
 * {@link Caller}.
 */
final class ApiKeyFilter extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeyFilter.class);

  static final String HEADER = "X-API-Key";

  private final ApiKeys keys;
  private final CallerAccounts accounts;

  ApiKeyFilter(ApiKeys keys, CallerAccounts accounts) {
    this.keys = keys;
    this.accounts = accounts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = request.getHeader(HEADER);
    try {
      if (key != null && SecurityContextHolder.getContext().getAuthentication() == null) {
        String account = request.getHeader(CallerAccounts.HEADER);
        keys.authenticate(key)
            .map(KeyOwner::requireEnabled)
            .map(caller -> accounts.named(caller, account))
            .ifPresent(ApiKeyFilter::signIn);
      }
    } catch (ApiException e) {
      CallRefusals.refuse(request, response, e);
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
