package dev.chasqui.sender.admin;

import dev.chasqui.access.Account;
import dev.chasqui.access.AccountSummary;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Secret;
import dev.chasqui.access.Tenants;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.sender.graph.NumberCheck;
import dev.chasqui.sender.graph.NumberCheck.Outcome;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/**
 * Makes and changes accounts. WhatsApp is asked before anything is saved, and never while the
 * database waits. Thread-safe.
 */
final class AccountDesk {

  private static final String META = "https://graph.facebook.com";
  private static final String API_VERSION = "v25.0";
  private static final Pattern KIND = Pattern.compile("simulator|cloud-api");
  private static final Secret NONE = new Secret("");

  private final Accounts accounts;
  private final Tenants tenants;
  private final NumberCheck numbers;
  private final TransactionOperations transactions;

  AccountDesk(
      Accounts accounts, Tenants tenants, NumberCheck numbers, TransactionOperations transactions) {
    this.accounts = accounts;
    this.tenants = tenants;
    this.numbers = numbers;
    this.transactions = transactions;
  }

  /**
   * Makes an account.
   *
   * @throws ApiException 400 that names what is wrong, 409 if there is one with its phone number id
   *     already, 422 if WhatsApp does not take it; nothing is saved then
   */
  AccountSummary create(JsonNode body) {
    Set<String> known = new HashSet<>(AccountForm.FIELDS);
    known.addAll(Set.of("tenantId", "kind"));
    Fields fields = new Fields(body, known);
    fields.require("tenantId", "kind", "phoneNumberId", "token", "appSecret", "verifyToken");
    boolean check = isChecked(fields);
    Account blank = blank(fields);
    if (!check) {
      fields.require("phone");
    }
    if (blank.kind() == Account.Kind.SIMULATOR) {
      fields.require("baseUrl");
    }
    AccountForm form = AccountForm.read(fields);
    fields.refuseIfWrong();
    Account asked = checked(form, blank, check).applyTo(blank);
    return saved(() -> accounts.create(asked).id());
  }

  /**
   * Changes an account.
   *
   * @throws ApiException as {@link #create}; 404 if there is none, 409 if somebody else changed it
   *     while WhatsApp was asked
   */
  AccountSummary change(long id, JsonNode body) {
    Fields fields = new Fields(body, AccountForm.FIELDS);
    boolean check = isChecked(fields);
    AccountForm asked = AccountForm.read(fields);
    fields.refuseIfWrong();
    Account before = find(id);
    boolean toCheck = check && asked.concernsProvider();
    AccountForm form = checked(asked, before, toCheck);
    return saved(
        () -> {
          transactions.executeWithoutResult(
              status -> {
                Account now = accounts.findToChange(id).orElseThrow();
                if (toCheck && !now.equals(before)) {
                  // It is not the one that WhatsApp was asked about.
                  throw ApiException.of(
                      HttpStatus.CONFLICT, "account_changed", AdminText.ACCOUNT_CHANGED);
                }
                accounts.change(form.applyTo(now));
              });
          return id;
        });
  }

  /**
   * Asks WhatsApp about an account.
   *
   * @throws ApiException 404 if there is none, 422 if WhatsApp does not take it
   */
  Outcome.Known check(long id) {
    return known(find(id), UnaryOperator.identity());
  }

  private Account blank(Fields fields) {
    String kind = fields.text("kind", KIND, AdminText.KIND);
    return new Account(
        0,
        tenant(fields),
        Account.Kind.of(Objects.requireNonNullElse(kind, "cloud-api")),
        "",
        META,
        API_VERSION,
        "",
        new Account.Secrets(NONE, NONE, NONE),
        true);
  }

  private long tenant(Fields fields) {
    Long tenant = fields.id("tenantId");
    if (tenant != null && tenants.find(tenant).isEmpty()) {
      fields.wrong("tenantId", AdminText.NO_TENANT);
    }
    return tenant == null ? 0 : tenant;
  }

  private static boolean isChecked(Fields fields) {
    return !Boolean.FALSE.equals(fields.flag("check"));
  }

  /** The form with the number that WhatsApp names, if WhatsApp is to be asked. */
  private AccountForm checked(AccountForm form, Account before, boolean check) {
    if (!check) {
      return form;
    }
    String phone = known(form.applyTo(before), AdminText.NOTHING_SAVED::with).phone();
    @Nullable String given = form.phone();
    if (given != null && !given.equals(phone)) {
      throw failed(AdminText.OTHER_NUMBER.with(phone, given));
    }
    return form.phoneNumberId() == null ? form : form.withPhone(phone);
  }

  private Outcome.Known known(Account account, UnaryOperator<Phrase> told) {
    return switch (numbers.ask(account)) {
      case Outcome.Known known -> known;
      case Outcome.Refused(Phrase reason) -> throw failed(told.apply(reason));
    };
  }

  private static ApiException failed(Phrase error) {
    return ApiException.of(HttpStatus.UNPROCESSABLE_CONTENT, "account_check_failed", error);
  }

  private Account find(long id) {
    return accounts.find(id).orElseThrow(() -> ApiException.notFound(AdminText.ACCOUNT_NOT_FOUND));
  }

  private AccountSummary saved(LongSupplier save) {
    try {
      return accounts.summary(save.getAsLong()).orElseThrow();
    } catch (DuplicateKeyException e) {
      throw ApiException.of(HttpStatus.CONFLICT, "account_exists", AdminText.ACCOUNT_EXISTS);
    }
  }
}
