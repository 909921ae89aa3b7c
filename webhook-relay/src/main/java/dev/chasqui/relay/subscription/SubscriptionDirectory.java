package dev.chasqui.relay.subscription;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Subscriptions as the delivery path looks them up: kept for a short time, so that an event does
 * not cost a query. A change is seen at once in the instance that made it, elsewhere after {@link
 * #FRESH_FOR}. Thread-safe.
 */
public final class SubscriptionDirectory {

  /** How long an answer is reused. */
  public static final Duration FRESH_FOR = Duration.ofSeconds(1);

  private static final int MOST_KEPT = 20_000;

  private final LoadingCache<Long, List<Subscription>> byAccount;
  private final LoadingCache<String, Optional<Subscription>> byId;

  public SubscriptionDirectory(Subscriptions subscriptions, Ticker ticker) {
    var cache =
        Caffeine.newBuilder().ticker(ticker).expireAfterWrite(FRESH_FOR).maximumSize(MOST_KEPT);
    this.byAccount = cache.build(subscriptions::of);
    this.byId = cache.build(subscriptions::findEvenSealed);
  }

  /** The subscriptions to an account, also those that are switched off or sealed. */
  public List<Subscription> of(long accountId) {
    return byAccount.get(accountId);
  }

  /** A subscription, also one that is switched off or sealed. */
  public Optional<Subscription> find(String id) {
    return byId.get(id);
  }

  /** Forgets what it knows of a subscription that was changed. */
  public void changed(Subscription subscription) {
    byAccount.invalidateAll(subscription.terms().accounts());
    byId.invalidate(subscription.id());
  }
}
