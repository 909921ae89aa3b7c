package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.SchemaMigration;
import dev.chasqui.relay.delivery.NewDeliveries.Candidate;
import dev.chasqui.relay.log.DeliveryIds;
import dev.chasqui.relay.log.DeliveryStatus;
import dev.chasqui.relay.log.FirstDeliveries;
import dev.chasqui.relay.log.LogDays;
import dev.chasqui.relay.log.Progress;
import dev.chasqui.testing.ManualClock;
import dev.chasqui.testing.TestServers;
import dev.chasqui.workqueue.Enqueued;
import dev.chasqui.workqueue.PostgresWorkQueue;
import dev.chasqui.workqueue.Start;
import dev.chasqui.workqueue.WorkQueueSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is new is recorded once, in the log and in the queue. */
class NewDeliveriesTest {

  private final DataSource database = TestServers.newDatabase().dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final ManualClock clock = ManualClock.at("2026-11-28T23:30:00Z");
  private final DeliveryIds ids = new DeliveryIds(clock);
  private final NewDeliveries deliveries =
      new NewDeliveries(
          new PostgresWorkQueue(database, "relay"),
          new FirstDeliveries(new JdbcTemplate(database), clock),
          clock);

  @BeforeEach
  void migrate() {
    SchemaMigration.run(database, "relay", WorkQueueSchema.FLYWAY_LOCATION, "classpath:db/relay");
    new LogDays(
            jdbc,
            new TransactionTemplate(new JdbcTransactionManager(database)),
            Duration.ofDays(7),
            clock)
        .makeMissing();
  }

  private Candidate waiting() {
    return candidate(new Start.Due(clock.instant()), Progress.NONE);
  }

  private Candidate ended() {
    return candidate(null, new Progress(DeliveryStatus.DELIVERED, null, null));
  }

  private Candidate candidate(@Nullable Start start, Progress progress) {
    return new Candidate(SomeDelivery.of("evt_1", ids.next(), clock.instant()), start, progress);
  }

  private Map<UUID, Enqueued> add(Candidate candidate) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Map<UUID, Enqueued> added = deliveries.add(connection, List.of(candidate));
      connection.commit();
      return added;
    }
  }

  private List<UUID> log() {
    return jdbc.sql("select delivery_id from relay.delivery").query(UUID.class).list();
  }

  @Test
  void whatHasEndedIsOnlyLogged() throws SQLException {
    Candidate first = ended();

    assertThat(add(first))
        .containsExactly(Map.entry(first.id(), new Enqueued.Recorded(first.key())));

    assertThat(log()).containsExactly(first.id());
    assertThat(jdbc.sql("select count(*) from relay.work_item").query(Long.class).single())
        .isZero();
    assertThat(add(waiting())).as("the same event once more").isEmpty();
    assertThat(log()).containsExactly(first.id());
  }

  /** A day of the log does not know what another has; the queue does. */
  @Test
  void whatStillWaitsIsNotLoggedOnceMoreOnAnotherDay() throws SQLException {
    Candidate first = waiting();
    assertThat(add(first)).containsOnlyKeys(first.id());

    clock.advance(Duration.ofHours(1));

    assertThat(add(waiting())).isEmpty();
    assertThat(log()).containsExactly(first.id());
  }
}
