package dev.chasqui.access;

import dev.chasqui.access.text.FieldText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Finds the accounts that callers may act for. Thread-safe. */
public final class CallerAccounts {

  /** Names the account of a call where its resource has no field for it. */
  static final String HEADER = "X-Account-Id";

  private final AccountDirectory directory;
  private final Accounts accounts;

  public CallerAccounts(AccountDirectory directory, Accounts accounts) {
    this.directory = directory;
    this.accounts = accounts;
  }

  /**
   * The account that a caller acts for.
   *
   * @throws ApiException 400 if it named none and has several, 403 if it is disabled
   */
  public Account of(Caller caller) {
    return directory.find(caller.accountId()).orElseThrow(ApiException::accountDisabled);
  }

  /**
   * An account that a caller names.
   *
   * @throws ApiException 403 if it may not act for it, or it is disabled; 404 if there is none
   */
  public Account of(Caller caller, long accountId) {
    Account account = directory.find(accountId).orElseThrow(() -> unusable(caller, accountId));
    refuseUnlessOwn(caller, account.tenantId(), accountId);
    return account;
  }

  private ApiException unusable(Caller caller, long accountId) {
    var ownership = accounts.ownership(accountId).orElseThrow(CallerAccounts::notFound);
    refuseUnlessOwn(caller, ownership.tenantId(), accountId);
    return ApiException.accountDisabled();
  }

  /**
   * The account that something belongs to which a caller names; empty if that must seem not to
   * exist, since the account is none that the caller may act for.
   *
   * @throws ApiException 403 if it is its own, and disabled
   */
  public Optional<Account> find(Caller caller, long accountId) {
    Optional<Account> account = directory.find(accountId);
    if (account.isEmpty() && isOwn(caller, accountId)) {
      throw ApiException.accountDisabled();
    }
    return account.filter(it -> caller.mayActFor(it.tenantId(), accountId));
  }

  private boolean isOwn(Caller caller, long accountId) {
    return accounts
        .ownership(accountId)
        .filter(it -> caller.mayActFor(it.tenantId(), accountId))
        .isPresent();
  }

  /**
   * An account that a caller names by its id or by its phone number, digits only.
   *
   * @throws ApiException as {@link #of(Caller, long)} does
   */
  public Account of(Caller caller, String idOrPhone) {
    return of(caller, accounts.idOf(idOrPhone, caller).orElseThrow(CallerAccounts::notFound));
  }

  /**
   * The caller, acting for the account that its call names.
   *
   * @param accountId as the header {@link #HEADER} has it; null if it names none
   * @throws ApiException 400 if it is no number, 403 if the caller may not act for it, or it is
   *     disabled; 404 if there is none
   */
  Caller named(Caller caller, @Nullable String accountId) {
    if (accountId == null) {
      return caller;
    }
    long id = number(accountId);
    var ownership = accounts.ownership(id).orElseThrow(CallerAccounts::notFound);
    refuseUnlessOwn(caller, ownership.tenantId(), id);
    if (!ownership.enabled()) {
      throw ApiException.accountDisabled();
    }
    return new Caller(caller.tenantId(), id, caller.clientId());
  }

  private static long number(String accountId) {
    try {
      return Long.parseLong(accountId.strip());
    } catch (NumberFormatException e) {
      throw ApiException.invalid(HEADER, FieldText.INTEGER);
    }
  }

  private static void refuseUnlessOwn(Caller caller, long tenantId, long accountId) {
    if (!caller.mayActFor(tenantId, accountId)) {
      throw ApiException.of(HttpStatus.FORBIDDEN, "forbidden", EdgeText.ACCOUNT_FOREIGN);
    }
  }

  private static ApiException notFound() {
    return ApiException.notFound(EdgeText.ACCOUNT_NOT_FOUND);
  }
}
