package dev.chasqui.access;

import org.springframework.http.HttpStatus;

/** Finds the accounts that callers may act for. Thread-safe. */
public final class CallerAccounts {

  private final AccountDirectory directory;
  private final Accounts accounts;

  public CallerAccounts(AccountDirectory directory, Accounts accounts) {
    this.directory = directory;
    this.accounts = accounts;
  }

  /**
   * The account that a caller acts for.
   *
   * @throws ApiException 400 if it named none and has several, 404 if it is disabled
   */
  public Account of(Caller caller) {
    return directory.find(caller.accountId()).orElseThrow(CallerAccounts::notFound);
  }

  /**
   * An account that a caller names.
   *
   * @throws ApiException 403 if it may not act for it, 404 if there is none or it is disabled
   */
  public Account of(Caller caller, long accountId) {
    Account account = directory.find(accountId).orElseThrow(CallerAccounts::notFound);
    boolean own =
        account.tenantId() == caller.tenantId()
            && (caller.anyAccount() || caller.accountId() == accountId);
    if (!own) {
      throw ApiException.of(HttpStatus.FORBIDDEN, "forbidden", EdgeText.ACCOUNT_FOREIGN);
    }
    return account;
  }

  /**
   * An account that a caller names by its id or by its phone number, digits only.
   *
   * @throws ApiException as {@link #of(Caller, long)} does
   */
  public Account of(Caller caller, String idOrPhone) {
    return of(caller, accounts.idOf(idOrPhone).orElseThrow(CallerAccounts::notFound));
  }

  private static ApiException notFound() {
    return ApiException.notFound(EdgeText.ACCOUNT_NOT_FOUND);
  }
}
