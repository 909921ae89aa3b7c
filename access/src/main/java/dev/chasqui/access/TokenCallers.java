package dev.chasqui.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/**
 * Finds out who calls with a token; the principal is the {@link Caller}. Its client is looked up at
 * each call: it may have been revoked since, and may call from its own addresses only. Thread-safe.
 */
final class TokenCallers implements AuthenticationManagerResolver<HttpServletRequest> {

  private final JwtDecoder tokens;
  private final Clients clients;
  private final RequestAddress addresses;
  private final CallerAccounts accounts;

  TokenCallers(
      JwtDecoder tokens, Clients clients, RequestAddress addresses, CallerAccounts accounts) {
    this.tokens = tokens;
    this.clients = clients;
    this.addresses = addresses;
    this.accounts = accounts;
  }

  @Override
  public AuthenticationManager resolve(HttpServletRequest request) {
    var provider = new JwtAuthenticationProvider(tokens);
    provider.setJwtAuthenticationConverter(token -> authenticated(request, token));
    return new ProviderManager(provider);
  }

  private AbstractAuthenticationToken authenticated(HttpServletRequest request, Jwt token) {
    try {
      return UsernamePasswordAuthenticationToken.authenticated(
          caller(request, token), null, AuthorityUtils.NO_AUTHORITIES);
    } catch (ApiException e) {
      throw new CallRefusedException(e);
    } catch (DataAccessException e) {
      throw new AuthenticationServiceException("A token's client cannot be looked up", e);
    }
  }

  private Caller caller(HttpServletRequest request, Jwt token) {
    String clientId = String.valueOf(token.getSubject());
    Clients.Active client =
        clients
            .active(clientId)
            .orElseThrow(() -> new InvalidBearerTokenException("The client was revoked"));
    addresses.refuseUnlessAmong(client.allowedAddresses(), request);
    client.requireTenantEnabled();
    Caller caller = new Caller(client.tenantId(), client.onlyAccount(), clientId);
    String named = request.getHeader(CallerAccounts.HEADER);
    return accounts.named(
        caller, named == null ? Objects.toString(client.onlyAccount(), null) : named);
  }
}
