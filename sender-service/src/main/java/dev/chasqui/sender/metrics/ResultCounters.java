package dev.chasqui.sender.metrics;

import dev.chasqui.metrics.TopList;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.sender.result.ResultListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the results of commands by account, status and code. Thread-safe. */
public final class ResultCounters implements ResultListener {

  private static final String NAME = "chasqui.command.results";
  private static final String NO_CODE = "none";

  private final MeterRegistry meters;
  private final TopList accounts;
  private final Map<Series, Counter> counters = new ConcurrentHashMap<>();

  /**
   * @param mostAccounts how many accounts have series of their own
   */
  public ResultCounters(MeterRegistry meters, int mostAccounts) {
    this.meters = meters;
    this.accounts = new TopList(mostAccounts, this::drop);
  }

  private record Series(String account, String status, String code) {}

  @Override
  public void committed(List<CommandResult> results) {
    results.forEach(this::count);
  }

  /** The accounts that have series of their own now. */
  Set<String> accounts() {
    return accounts.names();
  }

  /** Decides anew which accounts these are. */
  void reconsider() {
    accounts.reconsider();
  }

  private void count(CommandResult result) {
    Series series =
        new Series(
            accounts.label(Long.toString(result.getAccountId())),
            status(result),
            Objects.requireNonNullElse(result.getErrorCode(), NO_CODE));
    counters.computeIfAbsent(series, this::counter).increment();
  }

  /** What is in doubt may yet turn out otherwise. */
  private static String status(CommandResult result) {
    String status = result.getStatus().name().toLowerCase(Locale.ROOT);
    return status.equals("unknown") && !result.getIsFinal() ? "in_doubt" : status;
  }

  private Counter counter(Series series) {
    return Counter.builder(NAME)
        .description("Results of commands")
        .tags(
            Tags.of("account", series.account(), "status", series.status(), "code", series.code()))
        .register(meters);
  }

  private void drop(String account) {
    List.copyOf(counters.entrySet()).stream()
        .filter(it -> it.getKey().account().equals(account))
        .forEach(
            it -> {
              counters.remove(it.getKey());
              Meter _ = meters.remove(it.getValue());
            });
  }
}
