package dev.chasqui.access.rate;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What limits count, in the database, which all instances share. Thread-safe. */
public final class RateBuckets {

  private static final Logger LOG = LoggerFactory.getLogger(RateBuckets.class);
  private static final int BATCH = 1_000;

  private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

  /**
   * @param database has the schema {@code access}
   */
  public RateBuckets(DataSource database, Clock clock) {
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

  Bucket get(String id, BucketConfiguration configuration) {
    return buckets.getProxy(id, () -> configuration);
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

  static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
