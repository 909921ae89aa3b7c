package dev.chasqui.access;

import dev.chasqui.access.rate.Count;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Gives clients tokens for their secrets. Thread-safe. */
final class Login {

  private static final Logger LOG = LoggerFactory.getLogger(Login.class);

  private final Clients clients;
  private final Tokens tokens;
  private final FailedLogins failures;
  private final RequestAddress addresses;

  Login(Clients clients, Tokens tokens, FailedLogins failures, RequestAddress addresses) {
    this.clients = clients;
    this.tokens = tokens;
    this.failures = failures;
    this.addresses = addresses;
  }

  /**
   * A new token.
   *
   * @param clientId as it came
   * @param request tells from where
   * @throws ApiException 401 if there is no such client with this secret, 403 if it may not call
   *     from there or its tenant is disabled, 429 after too many failures, 503 if they cannot be
   *     counted
   * @throws SealedSecretException if its secret, or the key to sign with, cannot be opened
   */
  String token(String clientId, Secret secret, HttpServletRequest request) {
    String address = addresses.name(request);
    refuseUnlessWithin(failures.peek(clientId, address));
    Clients.Active client =
        withSecret(clientId, secret).orElseThrow(() -> failed(clientId, address));
    addresses.refuseUnlessAmong(client.allowedAddresses(), request);
    client.requireTenantEnabled();
    return tokens.issue(clientId, client.tenantId());
  }

  private Optional<Clients.Active> withSecret(String clientId, Secret secret) {
    try {
      return clients.isSecretOf(clientId, secret) ? clients.active(clientId) : Optional.empty();
    } catch (SealedSecretException e) {
      LOG.error("A client cannot log in: {}", e.getMessage());
      throw e;
    }
  }

  private ApiException failed(String clientId, String address) {
    refuseUnlessWithin(failures.count(clientId, address));
    return ApiException.of(
        HttpStatus.UNAUTHORIZED, "invalid_credentials", EdgeText.WRONG_CREDENTIALS);
  }

  private static void refuseUnlessWithin(Count failures) {
    switch (failures) {
      case Count.Within _ -> {}
      case Count.Over(Duration resetIn) -> throw tooMany(resetIn);
      // Who cannot be counted could go on guessing.
      case Count.None _ ->
          throw ApiException.of(
              HttpStatus.SERVICE_UNAVAILABLE, DatabaseAway.REFUSAL.code(), EdgeText.DATABASE_AWAY);
    }
  }

  private static ApiException tooMany(Duration resetIn) {
    return ApiException.later(
        HttpStatus.TOO_MANY_REQUESTS, "too_many_logins", EdgeText.TOO_MANY_LOGINS, resetIn);
  }
}
