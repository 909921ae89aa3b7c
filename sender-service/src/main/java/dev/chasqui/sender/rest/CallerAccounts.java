package dev.chasqui.sender.rest;

import dev.chasqui.access.Account;
import dev.chasqui.access.AccountDirectory;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;

/** Finds callers' accounts. Thread-safe. */
final class CallerAccounts {

  private final AccountDirectory accounts;

  CallerAccounts(AccountDirectory accounts) {
    this.accounts = accounts;
  }

  /**
   * @throws ApiException 404 if the account is disabled
   */
  Account of(Caller caller) {
    return accounts
        .find(caller.accountId())
        .orElseThrow(() -> ApiException.notFound(RestText.ACCOUNT_NOT_FOUND));
  }
}
