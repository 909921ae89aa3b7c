package dev.chasqui.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The enabled accounts as the message paths look them up: kept for a short time, so that a message
 * does not cost a query. A change to an account, and a new account that was asked for before it
 * existed, is seen after {@link #FRESH_FOR} at the latest. Thread-safe.
 */
public final class AccountDirectory {

  /** How long an answer is reused. */
  public static final Duration FRESH_FOR = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(AccountDirectory.class);
  private static final int MOST_KEPT = 20_000;

  private final LoadingCache<Long, Optional<Account>> byId;
  private final LoadingCache<String, Optional<Account>> byPhoneNumberId;

  public AccountDirectory(Accounts accounts, Ticker ticker) {
    var cache =
        Caffeine.newBuilder().ticker(ticker).expireAfterWrite(FRESH_FOR).maximumSize(MOST_KEPT);
    this.byId = cache.build(id -> usable(id, accounts::find));
    this.byPhoneNumberId = cache.build(id -> usable(id, accounts::byPhoneNumberId));
  }

  /** One whose secrets cannot be opened is as good as disabled, and must not hold up the others. */
  private static <K> Optional<Account> usable(K id, Function<K, Optional<Account>> find) {
    try {
      return find.apply(id).filter(Account::enabled);
    } catch (SealedSecretException e) {
      LOG.error("Account {} cannot be used: {}", id, e.getMessage());
      return Optional.empty();
    }
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
