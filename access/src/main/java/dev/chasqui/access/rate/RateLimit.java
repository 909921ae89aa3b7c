package dev.chasqui.access.rate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A limit for each address, counted in the database: it holds over all instances that share one. A
 * window begins with the first request after the one before is over. Thread-safe.
 */
public final class RateLimit {

  public static final Duration WINDOW = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(RateLimit.class);

  /** Whoever calls without end must not take the connections that the service works with. */
  private static final int MOST_AT_ONCE = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration LEFT_ALONE = Duration.ofSeconds(5);
  private static final int MOST_KNOWN = 10_000;
  private static final int BATCH = 1_000;

  private final int limit;
  private final Clock clock;
  private final BucketConfiguration configuration;
  private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
  private final Semaphore counting = new Semaphore(MOST_AT_ONCE);
  private final Cache<String, Instant> over = Caffeine.newBuilder().maximumSize(MOST_KNOWN).build();
  private volatile Instant awayUntil = Instant.MIN;

  /**
   * @param database has the schema {@code access}
   * @param limit requests of an address in a window, at least 1
   */
  public RateLimit(DataSource database, int limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
    this.configuration =
        BucketConfiguration.builder()
            .addLimit(requests -> requests.capacity(limit).refillIntervally(limit, WINDOW))
            .build();
    this.buckets =
        Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
            .primaryKeyMapper(PrimaryKeyMapper.STRING)
            .table("access.rate_bucket")
            .idColumn("bucket_id")
            .stateColumn("state")
            .expiresAtColumn("expires_at")
            .clientClock(new WallClock(clock))
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ZERO))
            .build();
  }

  /** How many requests of an address fit into a window. */
  public int limit() {
    return limit;
  }

  /** Counts a request. */
  public Count count(String address) {
    // A bucket keeps its limit: with another one, the count begins anew.
    String bucket = limit + " " + address;
    return knownToBeOver(bucket).orElseGet(() -> countInTurn(bucket));
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

  private Count countInTurn(String bucket) {
    if (isAway() || !isMyTurn()) {
      return new Count.None();
    }
    try {
      return isAway() ? new Count.None() : countInDatabase(bucket);
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

  private Count countInDatabase(String bucket) {
    ConsumptionProbe probe =
        buckets.getProxy(bucket, () -> configuration).tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      return new Count.Within(
          probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForReset()));
    }
    Duration resetIn = Duration.ofNanos(probe.getNanosToWaitForRefill());
    over.put(bucket, clock.instant().plus(resetIn));
    return new Count.Over(resetIn);
  }

  private boolean isAway() {
    return clock.instant().isBefore(awayUntil);
  }

  private void leaveAlone(RuntimeException e) {
    awayUntil = clock.instant().plus(LEFT_ALONE);
    LOG.warn("Requests are not counted for {} s: {}", LEFT_ALONE.toSeconds(), reason(e));
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  /** Deletes the counts of windows that are over. */
  public void sweep() {
    try {
      int removed;
      do {
        removed = buckets.removeExpired(BATCH);
      } while (removed == BATCH);
    } catch (RuntimeException e) {
      LOG.warn("Counts of requests that are over cannot be removed: {}", reason(e));
    }
  }
}
