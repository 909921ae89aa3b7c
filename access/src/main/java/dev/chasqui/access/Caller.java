package dev.chasqui.access;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Who calls a REST resource. Immutable.
 *
 * @param tenantId whose resources it may see
 * @param account the account that it acts for where a resource has no account field; null if it
 *     named none and has several
 * @param clientId who logged in, and may act for all accounts of its tenant; null for a key, which
 *     may not
 */
public record Caller(long tenantId, @Nullable Long account, @Nullable String clientId) {

  /** A key, which may act for one account only. */
  public Caller(long tenantId, long accountId) {
    this(tenantId, accountId, null);
  }

  /**
   * The account that it acts for.
   *
   * @throws ApiException 400 if it has to name one and did not
   */
  public long accountId() {
    if (account == null) {
      throw ApiException.of(HttpStatus.BAD_REQUEST, "account_required", EdgeText.ACCOUNT_REQUIRED);
    }
    return account;
  }

  /** Whether it may act for this account of a tenant. */
  boolean mayActFor(long itsTenant, long itsId) {
    return itsTenant == tenantId && (clientId != null || accountId() == itsId);
  }
}
