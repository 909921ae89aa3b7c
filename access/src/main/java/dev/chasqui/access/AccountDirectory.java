package dev.chasqui.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts that can be used as the message paths look them up: kept in memory until any account
 * changes, so that a message does not cost a query. A change to an account, and a new account that
 * was asked for before it existed, is seen after {@link #FRESH_FOR} at the latest. Thread-safe.
 */
public final class AccountDirectory {

  /** How long after a change an answer may still be the old one. */
  public static final Duration FRESH_FOR = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(AccountDirectory.class);
  private static final int MOST_KEPT = 20_000;
  private static final long LOOK_AGAIN_NANOS = FRESH_FOR.dividedBy(2).toNanos();

  private final Accounts accounts;
  private final Ticker ticker;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile @Nullable Looked looked;

  public AccountDirectory(Accounts accounts, Ticker ticker) {
    this.accounts = accounts;
    this.ticker = ticker;
  }

  /** What was read since a change, and when it was known to be the last one. */
  private record Looked(String change, Kept kept, long at) {}

  private record Kept(
      LoadingCache<Long, Supplier<Optional<Account>>> byId,
      LoadingCache<String, Supplier<Optional<Account>>> byPhoneNumberId) {

    static Kept nothing(Accounts accounts) {
      var cache = Caffeine.newBuilder().maximumSize(MOST_KEPT);
      return new Kept(
          cache.build(id -> usable(id, accounts::usable)),
          cache.build(id -> usable(id, accounts::usableByPhoneNumberId)));
    }

    /** That secrets cannot be opened is remembered and said as rarely as anything else. */
    private static <K> Supplier<Optional<Account>> usable(
        K id, Function<K, Optional<Account>> find) {
      try {
        Optional<Account> found = find.apply(id);
        return () -> found;
      } catch (SealedSecretException e) {
        LOG.error("Account {} cannot be used: {}", id, e.getMessage());
        return () -> {
          throw new SealedSecretException(e);
        };
      }
    }
  }

  /**
   * The account with this id, if it exists and is enabled, as its tenant is.
   *
   * @throws SealedSecretException if there is one but its secrets cannot be opened here; it is not
   *     to be taken for absent, since a process with the right master key could use it
   */
  public Optional<Account> find(long accountId) {
    return fresh().byId().get(accountId).get();
  }

  /**
   * The account that WhatsApp knows by this phone number id, if it exists and is enabled.
   *
   * @throws SealedSecretException as {@link #find} does
   */
  public Optional<Account> byPhoneNumberId(String phoneNumberId) {
    return fresh().byPhoneNumberId().get(phoneNumberId).get();
  }

  /**
   * One thread looks early whether anything has changed; only when that is late, all wait for it.
   */
  private Kept fresh() {
    Looked last = looked;
    long age = last == null ? Long.MAX_VALUE : ticker.read() - last.at();
    if (last != null && age < LOOK_AGAIN_NANOS) {
      return last.kept();
    }
    if (!looking.tryLock()) {
      if (last != null && age < FRESH_FOR.toNanos()) {
        return last.kept();
      }
      looking.lock();
    }
    try {
      return look(looked, ticker.read()).kept();
    } finally {
      looking.unlock();
    }
  }

  private Looked look(@Nullable Looked last, long now) {
    if (last != null && now - last.at() < LOOK_AGAIN_NANOS) {
      return last;
    }
    String change = accounts.lastChange();
    // What is just being read from before the change must not get in: hence another Kept.
    Kept kept = last != null && last.change().equals(change) ? last.kept() : Kept.nothing(accounts);
    Looked next = new Looked(change, kept, now);
    looked = next;
    return next;
  }
}
