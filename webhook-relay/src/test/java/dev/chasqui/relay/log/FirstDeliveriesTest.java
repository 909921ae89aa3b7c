package dev.chasqui.relay.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chasqui.access.SchemaMigration;
import dev.chasqui.relay.log.FirstDeliveries.First;
import dev.chasqui.testing.ManualClock;
import dev.chasqui.testing.TestServers;
import dev.chasqui.workqueue.WorkQueueSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The log knows of events that come again. */
class FirstDeliveriesTest {

  private static final Duration KEEP = Duration.ofDays(7);
  private static final String KEY = "evt_1:wh_1";
  private static final List<First> FIRST =
      List.of(new First("evt_1", "wh_1"), new First("evt_1", "wh_2"));

  private final DataSource database = TestServers.newDatabase().dataSource();
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final ManualClock clock = ManualClock.at("2026-11-28T23:30:00Z");
  private final DeliveryIds ids = new DeliveryIds(clock);
  private final DeliveryLog log = new DeliveryLog();
  private final FirstDeliveries firsts = new FirstDeliveries(new JdbcTemplate(database), clock);

  @BeforeEach
  void migrate() {
    SchemaMigration.run(database, "relay", WorkQueueSchema.FLYWAY_LOCATION, "classpath:db/relay");
    new LogDays(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)), KEEP, clock)
        .makeMissing();
  }

  private NewEntry entry(@Nullable String replayId) {
    return new NewEntry(
        ids.next(),
        "evt_1",
        "message",
        1,
        null,
        "wh_1",
        new EventPlace(0, 0),
        replayId,
        new Progress(DeliveryStatus.DELIVERED, null, null));
  }

  private Set<UUID> add(NewEntry... entries) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return log.add(connection, List.of(entries));
    }
  }

  @Test
  void whatIsThereIsNotAddedAgain() throws SQLException {
    NewEntry first = entry(null);
    NewEntry replayed = entry("rp_1");
    assertThat(add(first)).containsExactly(first.id());

    assertThat(add(entry(null), replayed)).containsExactly(replayed.id());
    assertThat(add(entry("rp_1"))).isEmpty();

    assertThat(jdbc.sql("select count(*) from relay.delivery").query(Long.class).single())
        .isEqualTo(2);
  }

  private void addNew(NewEntry... entries) throws SQLException {
    try (Connection connection = database.getConnection()) {
      log.addNew(connection, List.of(entries));
    }
  }

  @Test
  void whatIsTakenForNewIsAddedWholeOrNotAtAll() throws SQLException {
    NewEntry one = entry("rp_1");
    NewEntry first = entry(null);
    addNew(one, first);

    assertThatThrownBy(() -> addNew(entry("rp_2"), entry(null)))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
    assertThat(jdbc.sql("select delivery_id from relay.delivery").query(UUID.class).list())
        .containsExactlyInAnyOrder(one.id(), first.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\\N", "\\.", "a\tb", "a\r\nb\\", "ñ \uD83D\uDE00", "\b\f\u000b\u0001"})
  void anyTextIsAddedAsItIs(String text) throws SQLException {
    LoggedAttempt attempt = new LoggedAttempt(1, clock.instant(), 3, null, 200, text, text, null);
    NewEntry entry =
        new NewEntry(
            ids.next(),
            text,
            text,
            1,
            text,
            "wh_1",
            new EventPlace(0, 0),
            text,
            new Progress(DeliveryStatus.FAILED, text, attempt));
    addNew(entry);

    String columns =
        "event_id, event_type, chat_id, replay_id, reason, attempts->0->>'answer' a, attempts->0->>'error' e";
    assertThat(jdbc.sql("select " + columns + " from relay.delivery").query().singleRow().values())
        .containsOnly(text)
        .hasSize(7);
  }

  @Test
  void aReplaysDeliveryIsNotTheFirst() throws SQLException {
    add(entry("rp_1"));

    assertThat(firsts.find(FIRST, clock.instant())).isEmpty();
  }

  @Test
  void anEventIsKnownDaysAfterItWasDelivered() throws SQLException {
    Instant happened = clock.instant();
    add(entry(null));

    clock.advance(Duration.ofDays(6));

    assertThat(firsts.find(FIRST, happened))
        .containsExactly(Map.entry(KEY, DeliveryStatus.DELIVERED));
  }

  @Test
  void whatWasDeliveredLongBeforeItHappenedIsNotLookedFor() throws SQLException {
    add(entry(null));

    clock.advance(Duration.ofHours(3));

    assertThat(firsts.find(FIRST, clock.instant())).isEmpty();
  }

  @Test
  void aClockThatIsHalfAnHourAheadDoesNotMatter() throws SQLException {
    add(entry(null));

    assertThat(firsts.find(FIRST, clock.instant().plus(Duration.ofMinutes(30)))).containsKey(KEY);
    assertThat(firsts.find(FIRST, Instant.ofEpochMilli(Long.MAX_VALUE))).containsKey(KEY);
    assertThat(firsts.find(FIRST, Instant.ofEpochMilli(Long.MIN_VALUE))).containsKey(KEY);
  }

  /** As one connection has it that lives since before the day had any. */
  @Test
  void aDayThatHasFilledIsNotReadForEachEvent() {
    List<First> many =
        IntStream.range(0, 500).mapToObj(i -> new First("evt_" + i, "wh_1")).toList();
    long read =
        rowsReadIn(
            () -> {
              for (int i = 0; i < 15; i++) {
                firsts.find(many, clock.instant());
              }
              fill("'e-' || n, 'wh_1'", 10_000);
              firsts.find(many, clock.instant());
            });

    assertThat(read).isLessThan(100);
  }

  /** As when WhatsApp repeats it. */
  @Test
  void anEventWithManySubscriptionsIsReadOnce() {
    int subscriptions = 300;
    List<First> all =
        IntStream.rangeClosed(1, subscriptions)
            .mapToObj(i -> new First("evt_1", "wh_" + i))
            .toList();
    long read =
        rowsReadIn(
            () -> {
              fill("'evt_1', 'wh_' || n", 2 * subscriptions);
              assertThat(firsts.find(all, clock.instant())).hasSize(subscriptions);
            });

    assertThat(read).isLessThan(3L * subscriptions);
  }

  /**
   * @param key the event and the subscription of row {@code n}
   */
  private void fill(String key, int rows) {
    jdbc.sql(
            """
            insert into relay.delivery (delivery_id, event_id, event_type, account_id,
              subscription_id, event_partition, event_offset, status, attempts)
            select id, event_id, 'message', 1, subscription_id, 0, n, 'delivered', '[]'
            from (
              select overlay(:first::text placing lpad(to_hex(n), 12, '0') from 25)::uuid, n, %s
              from generate_series(1, :rows) n) r(id, n, event_id, subscription_id)
            """
                .formatted(key))
        .param("first", ids.next().toString())
        .param("rows", rows)
        .update();
  }

  /** Of the days' partitions, by one connection, in a transaction. */
  private long rowsReadIn(Runnable steps) {
    return Objects.requireNonNull(
        new TransactionTemplate(new JdbcTransactionManager(database))
            .execute(
                _ -> {
                  steps.run();
                  return rowsRead();
                }));
  }

  private long rowsRead() {
    return jdbc.sql(
            """
            select sum(seq_tup_read + idx_tup_fetch) from pg_stat_xact_user_tables
            where relname like 'delivery_2%'
            """)
        .query(Long.class)
        .single();
  }

  @Test
  void aDayThatHasOneTwiceGetsItsIndexAllTheSame() {
    DataSource before = TestServers.newDatabase().dataSource();
    Flyway.configure()
        .dataSource(before)
        .schemas("relay")
        .locations(WorkQueueSchema.FLYWAY_LOCATION, "classpath:db/relay")
        .target("6")
        .load()
        .migrate();
    JdbcClient old = JdbcClient.create(before);
    old.sql(
            """
            create table relay.delivery_20261128 partition of relay.delivery
            for values from ('00000000-0000-0000-0000-000000000000')
              to ('ffffffff-ffff-ffff-ffff-ffffffffffff')
            """)
        .update();
    for (int i = 1; i <= 3; i++) {
      old.sql(
              """
              insert into relay.delivery (delivery_id, event_id, event_type, account_id,
                subscription_id, event_partition, event_offset, status, attempts)
              values (?, ?, 'message', 1, 'wh_1', 0, 0, 'delivered', '[]')
              """)
          .param(new UUID(0, i))
          .param(i == 3 ? "evt_2" : "evt_1")
          .update();
    }

    SchemaMigration.run(before, "relay", WorkQueueSchema.FLYWAY_LOCATION, "classpath:db/relay");

    assertThat(
            old.sql("select coalesce(replay_id, 'first') from relay.delivery order by delivery_id")
                .query(String.class)
                .list())
        .containsExactly("first", new UUID(0, 2).toString(), "first");
  }
}
