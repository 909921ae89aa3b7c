package dev.chasqui.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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

  private final LoadingCache<Long, Supplier<Optional<Account>>> byId;
  private final LoadingCache<String, Supplier<Optional<Account>>> byPhoneNumberId;

  public AccountDirectory(Accounts accounts, Ticker ticker) {
    var cache =
        Caffeine.newBuilder().ticker(ticker).expireAfterWrite(FRESH_FOR).maximumSize(MOST_KEPT);
    this.byId = cache.build(id -> usable(id, accounts::find));
    this.byPhoneNumberId = cache.build(id -> usable(id, accounts::byPhoneNumberId));
  }

  /** That secrets cannot be opened is remembered and said as rarely as anything else. */
  private static <K> Supplier<Optional<Account>> usable(K id, Function<K, Optional<Account>> find) {
    try {
      Optional<Account> found = find.apply(id).filter(Account::enabled);
      return () -> found;
    } catch (SealedSecretException e) {
      LOG.error("Account {} cannot be used: {}", id, e.getMessage());
      return () -> {
        throw new SealedSecretException(e);
      };
    }
  }

  /**
   * The account with this id, if it exists and is enabled.
   *
   * @throws SealedSecretException if there is one but its secrets cannot be opened here; it is not
   *     to be taken for absent, since a process with the right master key could use it
   */
  public Optional<Account> find(long accountId) {
    return byId.get(accountId).get();
  }

  /**
   * The account that WhatsApp knows by this phone number id, if it exists and is enabled.
   *
   * @throws SealedSecretException as {@link #find} does
   */
  public Optional<Account> byPhoneNumberId(String phoneNumberId) {
    return byPhoneNumberId.get(phoneNumberId).get();
  }
}
