package dev.chasqui.relay.subscription;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Subscriptions as the delivery path looks them up: kept for a short time, so that an event does
 * not cost a query. A change is seen at once in the instance that made it, elsewhere after {@link
 * #FRESH_FOR}. Thread-safe.
 */
public final class SubscriptionDirectory {

  /** How long an answer is reused. */
  public static final Duration FRESH_FOR = Duration.ofSeconds(1);

  private static final int MOST_KEPT = 20_000;

  private final Subscriptions subscriptions;
  private final LoadingCache<Long, List<Subscription>> byAccount;
  private final LoadingCache<String, Optional<Subscription>> byId;

  /** How many changes there were, so that what was read before one is not kept after it. */
  private final AtomicLong changes = new AtomicLong();

  public SubscriptionDirectory(Subscriptions subscriptions, Ticker ticker) {
    this.subscriptions = subscriptions;
    var cache =
        Caffeine.newBuilder().ticker(ticker).expireAfterWrite(FRESH_FOR).maximumSize(MOST_KEPT);
    this.byAccount = cache.build(CacheLoader.<Long, List<Subscription>>bulk(this::read));
    this.byId = cache.build(subscriptions::findEvenSealed);
  }

  /** Reads what is not known of these accounts, all at once: for each alone it costs a query. */
  public void prepare(Set<Long> accounts) {
    of(accounts);
  }

  /** The subscriptions to an account, also those that are switched off or sealed. */
  public List<Subscription> of(long accountId) {
    List<Subscription> known = byAccount.getIfPresent(accountId);
    return known == null ? Objects.requireNonNull(of(Set.of(accountId)).get(accountId)) : known;
  }

  private Map<Long, List<Subscription>> of(Set<Long> accounts) {
    long before = changes.get();
    Map<Long, List<Subscription>> found = byAccount.getAll(accounts);
    if (changes.get() != before) {
      byAccount.invalidateAll(accounts);
      found.values().stream().flatMap(List::stream).map(Subscription::id).forEach(byId::invalidate);
    }
    return found;
  }

  /** Who gets an event is looked up by its id next. */
  private Map<Long, List<Subscription>> read(Set<? extends Long> accounts) {
    Map<Long, List<Subscription>> read = subscriptions.of(accounts);
    read.values().stream()
        .flatMap(List::stream)
        .forEach(subscription -> byId.put(subscription.id(), Optional.of(subscription)));
    return read;
  }

  /** A subscription, also one that is switched off or sealed. */
  public Optional<Subscription> find(String id) {
    return byId.get(id);
  }

  /** Forgets what it knows of a subscription that was changed. */
  public void changed(Subscription subscription) {
    changes.incrementAndGet();
    byAccount.invalidateAll(subscription.terms().accounts());
    byId.invalidate(subscription.id());
  }
}
