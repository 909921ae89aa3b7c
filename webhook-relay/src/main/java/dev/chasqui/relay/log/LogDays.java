package dev.chasqui.relay.log;

import dev.chasqui.chores.Chore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The log's partitions, one for each day (UTC): makes those of the days to come, and drops those
 * that are over, and in which nothing is pending or ended of late. Thread-safe.
 */
public final class LogDays implements Chore.Step {

  private static final Logger LOG = LoggerFactory.getLogger(LogDays.class);

  /** A database that is away for a weekend, or a chore that fails, stops nothing. */
  private static final int AHEAD = 7;

  private static final String PREFIX = "delivery_";
  private static final DateTimeFormatter NAME = DateTimeFormatter.BASIC_ISO_DATE;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Duration keep;
  private final Clock clock;

  /**
   * @param keep how long a day is kept, at least, after it has ended and after the last of its
   *     deliveries has
   */
  public LogDays(JdbcClient jdbc, TransactionOperations transactions, Duration keep, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.keep = keep;
    this.clock = clock;
  }

  @Override
  public boolean run() {
    makeMissing();
    // Looked for before anything is locked, and each dropped by itself.
    days().stream()
        .filter(this::isOver)
        .filter(this::isForgotten)
        .forEach(day -> inTurn(() -> drop(day)));
    return false;
  }

  /** Makes the partitions of today and the days to come. */
  public void makeMissing() {
    inTurn(
        () -> {
          List<LocalDate> days = days();
          LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
          // Yesterday too: another instance's clock may be a little behind.
          today
              .minusDays(1)
              .datesUntil(today.plusDays(AHEAD + 1L))
              .filter(day -> !days.contains(day))
              .forEach(this::make);
        });
    withoutIndex().forEach(this::indexLate);
  }

  /** What was made by an instance of an earlier version: it may have a delivery twice already. */
  private void indexLate(LocalDate day) {
    try {
      inTurn(() -> index(day));
    } catch (DataIntegrityViolationException e) {
      LOG.error("What comes again of {} is not known: its log has a delivery twice", day, e);
    }
  }

  /** One instance after the other, and without keeping those who deliver waiting for a lock. */
  private void inTurn(Runnable change) {
    transactions.executeWithoutResult(
        _ -> {
          waitForLocksAtMost("10s");
          jdbc.sql("select pg_advisory_xact_lock(hashtext('relay.delivery'))")
              .query((_, _) -> true)
              .single();
          waitForLocksAtMost("200ms");
          change.run();
        });
  }

  private void waitForLocksAtMost(String time) {
    jdbc.sql("select set_config('lock_timeout', ?, true)").param(time).query(String.class).single();
  }

  private List<LocalDate> days() {
    return days("");
  }

  /** Those that an instance of an earlier version made. */
  private List<LocalDate> withoutIndex() {
    return days(
        """
        and not exists (select from pg_index x
          where x.indrelid = c.oid and x.indisunique and not x.indisprimary)
        """);
  }

  private List<LocalDate> days(String condition) {
    return jdbc
        .sql(
            """
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'relay.delivery'::regclass %s order by 1
            """
                .formatted(condition))
        .query(String.class)
        .list()
        .stream()
        // An operator may have other ones too.
        .filter(name -> name.matches(PREFIX + "\\d{8}"))
        .map(name -> LocalDate.parse(name.substring(PREFIX.length()), NAME))
        .toList();
  }

  /** Attached, since a table that is created as a partition keeps all others waiting. */
  private void make(LocalDate day) {
    String table = table(day);
    jdbc.sql("create table %s (like relay.delivery including all)".formatted(table)).update();
    index(day);
    jdbc.sql(
            "alter table relay.delivery attach partition %s for values from ('%s') to ('%s')"
                .formatted(table, first(day), first(day.plusDays(1))))
        .update();
  }

  /** By which the log knows what comes again: of a day, each delivery is in it once. */
  private void index(LocalDate day) {
    jdbc.sql(
            "create unique index on %s (event_id, subscription_id, replay_id) nulls not distinct"
                .formatted(table(day)))
        .update();
  }

  private boolean isOver(LocalDate day) {
    return !day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(longAgo());
  }

  private Instant longAgo() {
    return clock.instant().minus(keep);
  }

  /** The first entry of each one's own small index, in its order, so that only that one is read. */
  private boolean isForgotten(LocalDate day) {
    return jdbc.sql(
            """
            select (select delivery_id from relay.delivery
                where delivery_id >= :first::uuid and delivery_id < :next::uuid and status = 'pending'
                order by delivery_id limit 1) is null
              and coalesce((select ended_at from relay.delivery
                where delivery_id >= :first::uuid and delivery_id < :next::uuid and ended_at is not null
                order by ended_at desc limit 1) <= :longAgo, true)
            """)
        .param("first", first(day))
        .param("next", first(day.plusDays(1)))
        .param("longAgo", longAgo().atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  private void drop(LocalDate day) {
    jdbc.sql("drop table if exists " + table(day)).update();
    LOG.info("The log of deliveries of {} is forgotten", day);
  }

  private static String table(LocalDate day) {
    return "relay." + PREFIX + NAME.format(day);
  }

  private static String first(LocalDate day) {
    return DeliveryIds.first(day.atStartOfDay(ZoneOffset.UTC).toInstant()).toString();
  }
}
