package dev.chasqui.sender.metrics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingDouble;
import static java.util.stream.Collectors.toMap;

import dev.chasqui.metrics.Latency;
import dev.chasqui.metrics.TaggedGauge;
import dev.chasqui.sender.news.Sessions;
import dev.chasqui.sender.news.Sessions.Standing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.LongPredicate;

/**
 * How the sessions of linked devices stand, as it was at the last look. Every instance shows the
 * same, so take the maximum over them.
 */
final class SessionGauges implements Runnable {

  private static final Comparator<Standing> LATEST_FIRST =
      Comparator.<Standing, Instant>comparing(it -> Objects.requireNonNull(it.downSince()))
          .reversed();

  private final Sessions sessions;
  private final LongPredicate inUse;
  private final int mostAccounts;
  private final Clock clock;
  private final TaggedGauge byState;
  private final TaggedGauge down;

  /**
   * @param inUse whether an account of that id is there and enabled
   * @param mostAccounts how many of those that are down have series of their own
   */
  SessionGauges(
      MeterRegistry meters, Sessions sessions, LongPredicate inUse, int mostAccounts, Clock clock) {
    this.sessions = sessions;
    this.inUse = inUse;
    this.mostAccounts = mostAccounts;
    this.clock = clock;
    this.byState = new TaggedGauge(meters, "chasqui.sessions", "Sessions in a state", null);
    this.down =
        new TaggedGauge(
            meters, "chasqui.session.down", "For how long a session has been down", "seconds");
  }

  /** Looks. */
  @Override
  public void run() {
    List<Standing> now = sessions.all().stream().filter(it -> inUse.test(it.accountId())).toList();
    byState.show(
        now.stream()
            .collect(groupingBy(it -> Tags.of("state", it.state()), summingDouble(_ -> 1))));
    down.show(
        now.stream()
            .filter(it -> it.downSince() != null)
            .sorted(LATEST_FIRST)
            .limit(mostAccounts)
            .collect(toMap(SessionGauges::account, this::seconds)));
  }

  private static Tags account(Standing session) {
    return Tags.of("account", Long.toString(session.accountId()));
  }

  private double seconds(Standing session) {
    return Latency.since(Objects.requireNonNull(session.downSince()), clock).toSeconds();
  }
}
