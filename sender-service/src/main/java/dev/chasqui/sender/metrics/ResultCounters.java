package dev.chasqui.sender.metrics;

import dev.chasqui.metrics.TopCounters;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.sender.result.ResultListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/** Counts the results of commands by account, status and code. Thread-safe. */
public final class ResultCounters implements ResultListener {

  private static final String NAME = "chasqui.command.results";
  private static final String NO_CODE = "none";

  private final TopCounters counters;

  /**
   * @param mostAccounts how many accounts have series of their own
   */
  public ResultCounters(MeterRegistry meters, int mostAccounts) {
    this.counters = new TopCounters(meters, "account", mostAccounts);
  }

  @Override
  public void committed(List<CommandResult> results) {
    results.forEach(this::count);
  }

  /** The accounts that have series of their own now. */
  Set<String> accounts() {
    return counters.names();
  }

  /** Decides anew which accounts these are. */
  void reconsider() {
    counters.reconsider();
  }

  private void count(CommandResult result) {
    String code = Objects.requireNonNullElse(result.getErrorCode(), NO_CODE);
    Tags labels = Tags.of("status", status(result), "code", code);
    counters.increment(
        TopCounters.id(NAME, "Results of commands", labels), Long.toString(result.getAccountId()));
  }

  /** What is in doubt may yet turn out otherwise. */
  private static String status(CommandResult result) {
    String status = result.getStatus().name().toLowerCase(Locale.ROOT);
    return status.equals("unknown") && !result.getIsFinal() ? "in_doubt" : status;
  }
}
