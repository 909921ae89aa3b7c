package dev.chasqui.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;

/**
 * The enabled accounts as the message paths look them up: kept for a short time, so that a message
 * does not cost a query. A change to an account, and a new account that was asked for before it
 * existed, is seen after {@link #FRESH_FOR} at the latest. Thread-safe.
 */
public final class AccountDirectory {

  /** How long an answer is reused. */
  public static final Duration FRESH_FOR = Duration.ofSeconds(2);

  private static final int MOST_KEPT = 20_000;

  private final LoadingCache<Long, Optional<Account>> byId;
  private final LoadingCache<String, Optional<Account>> byPhoneNumberId;

  public AccountDirectory(Accounts accounts, Ticker ticker) {
    var cache =
        Caffeine.newBuilder().ticker(ticker).expireAfterWrite(FRESH_FOR).maximumSize(MOST_KEPT);
    this.byId = cache.build(id -> accounts.find(id).filter(Account::enabled));
    this.byPhoneNumberId = cache.build(id -> accounts.byPhoneNumberId(id).filter(Account::enabled));
  }

  /** The account with this id, if it exists and is enabled. */
  public Optional<Account> find(long accountId) {
    return byId.get(accountId);
  }

  /** The account that WhatsApp knows by this phone number id, if it exists and is enabled. */
  public Optional<Account> byPhoneNumberId(String phoneNumberId) {
    return byPhoneNumberId.get(phoneNumberId);
  }
}
