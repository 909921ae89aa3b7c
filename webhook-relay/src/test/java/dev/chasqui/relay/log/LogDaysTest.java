package dev.chasqui.relay.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.SchemaMigration;
import dev.chasqui.testing.ManualClock;
import dev.chasqui.testing.TestServers;
import dev.chasqui.workqueue.WorkQueueSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The log is kept by the day. */
class LogDaysTest {

  private static final Duration KEEP = Duration.ofDays(7);

  private final DataSource database = TestServers.newDatabase().dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final ManualClock clock = ManualClock.at("2026-11-28T23:30:00Z");
  private final DeliveryIds ids = new DeliveryIds(clock);
  private final DeliveryLog log = new DeliveryLog();
  private final LogDays days =
      new LogDays(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)), KEEP, clock);

  @BeforeEach
  void migrate() {
    SchemaMigration.run(database, "relay", WorkQueueSchema.FLYWAY_LOCATION, "classpath:db/relay");
    days.run();
  }

  private UUID add(DeliveryStatus status) throws SQLException {
    UUID id = ids.next();
    add(id, "evt_" + id, status);
    return id;
  }

  private void add(UUID id, String eventId, DeliveryStatus status) throws SQLException {
    var entry =
        new NewEntry(
            id,
            eventId,
            "message",
            1,
            "chat",
            "wh_1",
            new EventPlace(0, 0),
            null,
            new Progress(status, null, null));
    try (Connection connection = database.getConnection()) {
      log.add(connection, List.of(entry));
    }
  }

  private List<UUID> kept() {
    return jdbc.sql("select delivery_id from relay.delivery").query(UUID.class).list();
  }

  private List<String> partitions() {
    return jdbc.sql(
            "select inhrelid::regclass::text from pg_inherits"
                + " where inhparent = 'relay.delivery'::regclass order by 1")
        .query(String.class)
        .list();
  }

  @Test
  void deliveriesAreKeptOnBothSidesOfMidnightAndForAWeekWithoutTheChore() throws SQLException {
    UUID before = add(DeliveryStatus.DELIVERED);
    clock.advance(Duration.ofHours(1));
    UUID after = add(DeliveryStatus.DELIVERED);
    clock.advance(Duration.ofDays(6));
    UUID late = add(DeliveryStatus.DELIVERED);

    assertThat(kept()).containsExactlyInAnyOrder(before, after, late);
    assertThat(
            jdbc.sql("select tableoid::regclass::text from relay.delivery order by 1")
                .query(String.class)
                .list())
        .containsExactly(
            "relay.delivery_20261128", "relay.delivery_20261129", "relay.delivery_20261205");
  }

  @Test
  void aDayIsForgottenWhenItsLastHourIsOldEnough() throws SQLException {
    add(DeliveryStatus.DELIVERED);
    add(DeliveryStatus.FAILED);
    clock.set(Instant.parse("2026-12-05T23:59:59Z"));
    days.run();
    assertThat(kept()).hasSize(2);

    clock.set(Instant.parse("2026-12-06T00:00:00Z"));
    days.run();

    assertThat(kept()).isEmpty();
    assertThat(partitions()).doesNotContain("relay.delivery_20261128").hasSize(15);
  }

  @Test
  void aDayWithSomethingPendingIsKeptUntilThatEndedLongAgo() throws SQLException {
    UUID pending = add(DeliveryStatus.PENDING);
    clock.advance(Duration.ofDays(25));
    days.run();
    assertThat(kept()).containsExactly(pending);

    try (Connection connection = database.getConnection()) {
      log.update(connection, Map.of(pending, Progress.failed("expired")), clock.instant());
    }
    clock.advance(KEEP.minusSeconds(1));
    days.run();
    assertThat(kept()).containsExactly(pending);

    clock.advance(Duration.ofSeconds(1));
    days.run();

    assertThat(kept()).isEmpty();
  }

  @Test
  void aDayThatHasADeliveryTwiceKeepsNoOtherFromBeingMade() throws SQLException {
    jdbc.sql("drop index relay.delivery_20261128_event_id_subscription_id_replay_id_idx").update();
    add(ids.next(), "evt_1", DeliveryStatus.DELIVERED);
    add(ids.next(), "evt_1", DeliveryStatus.DELIVERED);
    clock.advance(Duration.ofDays(1));

    days.run();

    assertThat(partitions()).contains("relay.delivery_20261206");
  }

  @Test
  void aDayThatAnEarlierVersionMadeKnowsWhatComesAgainToo() throws SQLException {
    jdbc.sql("drop index relay.delivery_20261128_event_id_subscription_id_replay_id_idx").update();

    days.run();

    add(ids.next(), "evt_1", DeliveryStatus.DELIVERED);
    add(ids.next(), "evt_1", DeliveryStatus.DELIVERED);
    assertThat(kept()).hasSize(1);
  }

  @Test
  void instancesThatDoItAtOnceDoNotDisturbEachOther() throws Exception {
    clock.advance(Duration.ofDays(20));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> run = days::run;
      for (var done : threads.invokeAll(List.of(run, run, run, run))) {
        assertThat(done.get()).isFalse();
      }
    }

    assertThat(partitions()).startsWith("relay.delivery_20261217").hasSize(9);
  }
}
