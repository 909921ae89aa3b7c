package dev.chasqui.sender.send;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.result.EncodedResult;
import dev.chasqui.tracing.Traceparent;
import dev.chasqui.workqueue.Handled;
import dev.chasqui.workqueue.Lease;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line for each attempt, and for each command that ends without one; never what it says, nor to
 * whom: not its WhatsApp id either, which holds the recipient's number.
 */
final class Flow {

  private static final Logger LOG = LoggerFactory.getLogger("chasqui.flow");

  private Flow() {}

  /**
   * An attempt, with what its producer is told.
   *
   * @param trace its traceparent; null if it is in none
   */
  static void attempt(Handled<Attempt> handled, Decision decision, @Nullable String trace) {
    Attempt.Verdict verdict =
        handled instanceof Handled.Returned<Attempt>(_, Attempt attempt) ? attempt.verdict() : null;
    EncodedResult told = decision.result();
    if (told == null && !(verdict instanceof Attempt.Called)) {
      return; // It was not begun, and will be.
    }
    Lease lease = handled.lease();
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("step", told == null ? "attempt" : "result")
            .addKeyValue("accountId", CommandKey.accountId(lease.key()))
            .addKeyValue("commandId", CommandKey.commandId(lease.key()))
            .addKeyValue("lane", lease.lane())
            .addKeyValue("attempt", lease.attempt())
            .addKeyValue("outcome", verdict == null ? "internal_error" : outcome(verdict));
    if (verdict instanceof Attempt.Called(SendOutcome outcome, Duration took)) {
      line = line.addKeyValue("tookMs", took.toMillis());
      if (told == null) {
        line = line.addKeyValue("status", "retry").addKeyValue("errorCode", outcome.failureCode());
      }
    }
    line = told == null ? line : told(line, told.result());
    line.addKeyValue("traceId", Traceparent.traceId(trace)).log("sent");
  }

  /** A command that ended without an attempt. */
  static void result(EncodedResult ended) {
    CommandResult result = ended.result();
    LoggingEventBuilder line =
        LOG.atInfo()
            .addKeyValue("step", "result")
            .addKeyValue("accountId", result.getAccountId())
            .addKeyValue("commandId", result.getCommandId());
    told(line, result).addKeyValue("traceId", Traceparent.traceId(ended.trace())).log("result");
  }

  /** Its name in logs and traces. */
  static String outcome(Attempt.Verdict verdict) {
    return switch (verdict) {
      case Attempt.Called(SendOutcome outcome, _) -> outcome.label();
      case Attempt.TakenOver _ -> "taken_over";
      case Attempt.Known _ -> "known";
      case Attempt.NotBegun _ -> "not_begun";
      case Attempt.TooLate _ -> "too_late";
      case Attempt.Expired _ -> "expired";
      case Attempt.NoAccount _ -> "no_account";
    };
  }

  private static LoggingEventBuilder told(LoggingEventBuilder line, CommandResult result) {
    return line.addKeyValue("status", result.getStatus())
        .addKeyValue("errorCode", result.getErrorCode())
        .addKeyValue("providerCode", result.getProviderCode());
  }
}
