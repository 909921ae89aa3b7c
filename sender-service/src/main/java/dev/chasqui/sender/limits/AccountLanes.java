package dev.chasqui.sender.limits;

import dev.chasqui.access.AccountLimits;
import dev.chasqui.access.Limits;
import dev.chasqui.workqueue.LaneSettings;
import dev.chasqui.workqueue.LaneState;
import dev.chasqui.workqueue.WorkQueue;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives the accounts' lanes the settings that follow from their limits: when this process first
 * sees a lane, when it changes the limits itself, and by a {@link #sweep} every few seconds. The
 * only one who configures lanes. Thread-safe.
 */
public final class AccountLanes {

  private final Limits limits;
  private final WorkQueue queue;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;
  private final LimitDefaults defaults;
  private final Clock clock;

  /** What this process knows the lanes to have. */
  private final Map<LaneName, LaneSettings> applied = new ConcurrentHashMap<>();

  private boolean sweptBefore;

  public AccountLanes(
      Limits limits,
      WorkQueue queue,
      TransactionOperations transactions,
      JdbcOperations jdbc,
      LimitDefaults defaults,
      Clock clock) {
    this.limits = limits;
    this.queue = queue;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.defaults = defaults;
    this.clock = clock;
  }

  /**
   * Sees to it that lanes have their settings, in transactions of its own. Costs nothing for those
   * that this process has seen.
   */
  public void ensure(Collection<LaneName> lanes) {
    List<LaneName> unseen =
        lanes.stream().filter(lane -> !applied.containsKey(lane)).distinct().sorted().toList();
    if (unseen.isEmpty()) {
      return;
    }
    Map<Long, AccountLimits> own = limits.find(accounts(unseen));
    var missing =
        unseen.stream().collect(Collectors.partitioningBy(it -> isMissing(it, settings(it, own))));
    // Whoever makes lanes makes them in the order of their names, so these may be locked together.
    apply(missing.getOrDefault(true, List.of()));
    for (LaneName lane : missing.getOrDefault(false, List.of())) {
      if (!applied.containsKey(lane)) {
        apply(List.of(lane));
      }
    }
  }

  /** Whether there is no such lane; one that has its settings already is noted. */
  private boolean isMissing(LaneName lane, LaneSettings wanted) {
    LaneState state = queue.lane(lane.text()).orElse(null);
    if (state != null && SameSettings.are(state.settings(), wanted)) {
      applied.put(lane, wanted);
    }
    return state == null;
  }

  private void apply(List<LaneName> lanes) {
    if (lanes.isEmpty()) {
      return;
    }
    Map<LaneName, LaneSettings> settings =
        Objects.requireNonNull(
            transactions.execute(status -> configure(lanes, limits.findAndKeep(accounts(lanes)))));
    applied.putAll(settings);
  }

  private Map<LaneName, LaneSettings> configure(
      List<LaneName> lanes, Map<Long, AccountLimits> own) {
    Map<LaneName, LaneSettings> settings =
        lanes.stream().collect(Collectors.toMap(lane -> lane, lane -> settings(lane, own)));
    ConnectionCallback<Boolean> work =
        tx -> {
          lanes.forEach(lane -> queue.configure(tx, Objects.requireNonNull(settings.get(lane))));
          return true;
        };
    jdbc.execute(work);
    return settings;
  }

  /**
   * Changes an account's limits and its lanes with them, in a transaction of its own.
   *
   * @return its own limits as they are now
   * @throws dev.chasqui.access.ApiException 400 if the operator does not allow them
   */
  public AccountLimits change(long accountId, UnaryOperator<AccountLimits> change) {
    List<LaneName> lanes = List.of(LaneName.messages(accountId), LaneName.contacts(accountId));
    Changed changed =
        Objects.requireNonNull(transactions.execute(status -> change(accountId, change, lanes)));
    applied.putAll(changed.settings());
    return changed.limits();
  }

  private record Changed(AccountLimits limits, Map<LaneName, LaneSettings> settings) {}

  private Changed change(
      long accountId, UnaryOperator<AccountLimits> change, List<LaneName> lanes) {
    AccountLimits changed = change.apply(limits.findToChange(accountId));
    defaults.requireAllowed(changed);
    limits.change(accountId, changed);
    return new Changed(changed, configure(lanes, Map.of(accountId, changed)));
  }

  /**
   * Brings lanes up to date with limits that another process changed, and with warm-ups whose day
   * has begun. Called by one thread at a time.
   *
   * @return false, since then there is no more to do
   */
  public boolean sweep() {
    if (!sweptBefore) {
      // What was queued under other settings has nobody else who would look at it.
      ensure(busy());
      sweptBefore = true;
    }
    Map<Long, AccountLimits> own = limits.all();
    ensure(own.keySet().stream().map(LaneName::messages).toList());
    applied.forEach(
        (lane, settings) -> {
          if (!settings(lane, own).equals(settings)) {
            apply(List.of(lane));
          }
        });
    return false;
  }

  private Set<LaneName> busy() {
    Map<String, LaneName> lanes =
        limits.enabledAccounts().stream()
            .map(LaneName::messages)
            .collect(Collectors.toMap(LaneName::text, lane -> lane));
    Set<LaneName> busy = new HashSet<>();
    queue.busy(lanes.keySet()).forEach(it -> busy.add(Objects.requireNonNull(lanes.get(it))));
    return busy;
  }

  /** The lanes that have a quota, as far as this process has seen them. */
  public Collection<LaneName> withQuota() {
    return applied.entrySet().stream()
        .filter(lane -> lane.getValue().quota() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What holds for an account with these limits of its own; a null in it is no limit at all. */
  public AccountLimits inForce(AccountLimits own) {
    return defaults.complete(own);
  }

  private LaneSettings settings(LaneName lane, Map<Long, AccountLimits> own) {
    AccountLimits all = defaults.complete(own.getOrDefault(lane.accountId(), AccountLimits.NONE));
    return switch (lane.use()) {
      case MESSAGES -> LaneRules.messages(lane.text(), all, clock.instant());
      case CONTACTS -> LaneRules.contactChecks(lane.text(), all);
    };
  }

  private static Set<Long> accounts(Collection<LaneName> lanes) {
    return lanes.stream().map(LaneName::accountId).collect(Collectors.toSet());
  }
}
