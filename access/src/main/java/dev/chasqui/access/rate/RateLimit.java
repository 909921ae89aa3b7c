package dev.chasqui.access.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limit for each name, such as an address, counted in the database: it holds over all instances
 * that share one. A window begins with the first request after the one before is over. Thread-safe.
 */
public final class RateLimit {

  public static final Duration WINDOW = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(RateLimit.class);

  /** Whoever calls without end must not take the connections that the service works with. */
  private static final int MOST_AT_ONCE = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration LEFT_ALONE = Duration.ofSeconds(5);
  private static final int MOST_KNOWN = 10_000;

  private final RateBuckets buckets;
  private final int limit;
  private final Clock clock;
  private final BucketConfiguration configuration;
  private final Semaphore counting = new Semaphore(MOST_AT_ONCE);
  private final Cache<String, Instant> over = Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();
  private volatile Instant awayUntil = Instant.MIN;

  /**
   * @param limit requests of a name in a window, at least 1
   */
  public RateLimit(RateBuckets buckets, int limit, Clock clock) {
    this.buckets = buckets;
    this.limit = limit;
    this.clock = clock;
    this.configuration =
        BucketConfiguration.builder()
            .addLimit(requests -> requests.capacity(limit).refillIntervally(limit, WINDOW))
            .build();
  }

  /** How many requests of a name fit into a window. */
  public int limit() {
    return limit;
  }

  /** Counts a request. */
  public Count count(String name) {
    return ask(name, bucket -> counted(bucket.tryConsumeAndReturnRemaining(1)));
  }

  /**
   * What {@link #count} would say, and counts nothing. Until when those are there again that were
   * counted is not asked for; it says the whole window.
   */
  public Count peek(String name) {
    return ask(name, bucket -> foreseen(bucket.estimateAbilityToConsume(1)));
  }

  private Count ask(String name, Function<Bucket, Count> question) {
    // A bucket keeps its limit: with another one, the count begins anew.
    String id = limit + " " + name;
    return knownToBeOver(id).orElseGet(() -> askInTurn(id, question));
  }

  private static Count counted(ConsumptionProbe probe) {
    return probe.isConsumed()
        ? new Count.Within(
            probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()))
        : new Count.Over(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  private static Count foreseen(EstimationProbe probe) {
    return probe.canBeConsumed()
        ? new Count.Within(probe.getRemainingTokens(), WINDOW)
        : new Count.Over(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }

  /** Who goes on calling then costs no database. */
  private Optional<Count> knownToBeOver(String bucket) {
    Instant until = over.getIfPresent(bucket);
    Instant now = clock.instant();
    if (until == null || !now.isBefore(until)) {
      return Optional.empty();
    }
    return Optional.of(new Count.Over(Duration.between(now, until)));
  }

  private Count askInTurn(String id, Function<Bucket, Count> question) {
    if (isAway() || !isMyTurn()) {
      return new Count.None();
    }
    try {
      return isAway() ? new Count.None() : askDatabase(id, question);
    } catch (RuntimeException e) {
      leaveAlone(e);
      return new Count.None();
    } finally {
      counting.release();
    }
  }

  private boolean isMyTurn() {
    try {
      return counting.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Count askDatabase(String id, Function<Bucket, Count> question) {
    Count count = question.apply(buckets.get(id, configuration));
    if (count instanceof Count.Over(Duration resetIn)) {
      over.put(id, clock.instant().plus(resetIn));
    }
    return count;
  }

  private boolean isAway() {
    return clock.instant().isBefore(awayUntil);
  }

  private void leaveAlone(RuntimeException e) {
    awayUntil = clock.instant().plus(LEFT_ALONE);
    LOG.warn(
        "Requests are not counted for {} s: {}", LEFT_ALONE.toSeconds(), RateBuckets.reason(e));
  }
}
