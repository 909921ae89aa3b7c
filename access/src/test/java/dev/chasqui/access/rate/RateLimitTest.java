package dev.chasqui.access.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.SchemaMigration;
import dev.chasqui.testing.ManualClock;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RateLimitTest {

  private static final TestDatabase DATABASE = TestServers.newDatabase();
  private static final String ADDRESS = "203.0.113.1";

  private final ManualClock clock = ManualClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private final RateBuckets buckets = new RateBuckets(DATABASE.dataSource(), clock);
  private final RateLimit limit = limit(3);

  @BeforeAll
  static void migrate() {
    SchemaMigration.run(DATABASE.dataSource(), "access", "classpath:db/access");
  }

  @BeforeEach
  void forget() {
    DATABASE.execute("truncate access.rate_bucket");
  }

  private RateLimit limit(int requests) {
    return new RateLimit(buckets, requests, clock);
  }

  @Test
  void soManyRequestsFitIntoAWindow() {
    assertThat(limit.count(ADDRESS)).isEqualTo(new Count.Within(2, RateLimit.WINDOW));
    clock.advance(Duration.ofMinutes(4));
    assertThat(limit.count(ADDRESS)).isEqualTo(new Count.Within(1, Duration.ofMinutes(11)));
    assertThat(limit.count(ADDRESS)).isEqualTo(new Count.Within(0, Duration.ofMinutes(11)));
    assertThat(limit.count(ADDRESS)).isEqualTo(new Count.Over(Duration.ofMinutes(11)));
    clock.advance(Duration.ofMinutes(10));
    assertThat(limit.count(ADDRESS)).isEqualTo(new Count.Over(Duration.ofMinutes(1)));

    clock.advance(Duration.ofMinutes(1));

    assertThat(limit.count(ADDRESS)).isEqualTo(new Count.Within(2, RateLimit.WINDOW));
  }

  @Test
  void instancesShareACount() {
    RateLimit other = limit(3);
    limit.count(ADDRESS);
    other.count(ADDRESS);
    limit.count(ADDRESS);

    assertThat(other.count(ADDRESS)).isInstanceOf(Count.Over.class);
    assertThat(limit.count(ADDRESS)).isInstanceOf(Count.Over.class);
    assertThat(limit.count("203.0.113.2")).isInstanceOf(Count.Within.class);
  }

  @Test
  void toPeekCountsNothing() {
    limit.count(ADDRESS);
    limit.count(ADDRESS);

    for (int i = 0; i < 4; i++) {
      assertThat(limit.peek(ADDRESS)).isEqualTo(new Count.Within(1, RateLimit.WINDOW));
    }
    limit(3).count(ADDRESS);
    assertThat(limit.peek(ADDRESS)).isEqualTo(new Count.Over(RateLimit.WINDOW));
    clock.advance(RateLimit.WINDOW);
    assertThat(limit.peek(ADDRESS)).isEqualTo(new Count.Within(3, RateLimit.WINDOW));
  }

  @Test
  void requestsAtOnceAreCountedOneByOne() {
    List<RateLimit> instances = List.of(limit(20), limit(20));

    List<CompletableFuture<Count>> counts =
        IntStream.range(0, 60)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> instances.get(i % 2).count(ADDRESS)))
            .toList();

    Stream<Count> done = counts.stream().map(CompletableFuture::join);
    assertThat(done.filter(Count.Within.class::isInstance)).hasSize(20);
  }

  @Test
  void anotherLimitHoldsAtOnce() {
    limit.count(ADDRESS);

    assertThat(limit(10).count(ADDRESS)).isEqualTo(new Count.Within(9, RateLimit.WINDOW));
  }

  @Test
  void whileTheDatabaseIsAwayNobodyCounts() {
    TestDatabase nowhere =
        new TestDatabase("jdbc:postgresql://127.0.0.1:%d/x".formatted(Ports.free()), "x", "x");

    RateLimit away = new RateLimit(new RateBuckets(nowhere.dataSource(), clock), 1, clock);

    assertThat(away.count(ADDRESS)).isEqualTo(new Count.None());
    assertThat(away.count(ADDRESS)).isEqualTo(new Count.None());
  }

  @Test
  void aDatabaseThatComesBackIsAskedAgain() {
    DATABASE.execute("alter table access.rate_bucket rename to gone");
    assertThat(limit.count(ADDRESS)).isEqualTo(new Count.None());
    DATABASE.execute("alter table access.gone rename to rate_bucket");

    clock.advance(Duration.ofSeconds(6));

    assertThat(limit.count(ADDRESS)).isInstanceOf(Count.Within.class);
  }

  @Test
  void countsOfWindowsThatAreOverAreRemoved() {
    limit.count(ADDRESS);
    // The library takes this time from the system, and not from the clock.
    DATABASE.execute("update access.rate_bucket set expires_at = expires_at - 901000");
    limit.count("203.0.113.2");

    buckets.sweep();

    assertThat(
            JdbcClient.create(DATABASE.dataSource())
                .sql("select bucket_id from access.rate_bucket")
                .query(String.class)
                .list())
        .containsExactly("3 203.0.113.2");
  }
}
