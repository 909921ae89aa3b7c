package dev.chasqui.sender.send;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.graph.SendOutcome.NotYet;
import dev.chasqui.sender.graph.SendOutcome.Refused;
import dev.chasqui.sender.graph.SendOutcome.Scope;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import dev.chasqui.sender.result.Results;
import dev.chasqui.workqueue.Handled;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.Settlement;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what follows from an attempt, for the queue and for the producer of the command. */
final class Decider {

  private static final Logger LOG = LoggerFactory.getLogger(Decider.class);

  private final Results results;
  private final Clock clock;

  Decider(Results results, Clock clock) {
    this.results = results;
    this.clock = clock;
  }

  Decision decide(Handled<Attempt> handled) {
    Lease lease = handled.lease();
    return switch (handled) {
      case Handled.Returned<Attempt> returned -> decide(lease, returned.result());
      case Handled.Threw<Attempt> threw -> failed(lease, threw.failure());
    };
  }

  private Decision decide(Lease lease, Attempt attempt) {
    PendingSend send = attempt.send();
    Results.Subject subject = subject(send, lease);
    return switch (attempt.verdict()) {
      case Attempt.Expired expired -> failed(lease, "expired", results.expired(subject));
      case Attempt.NoAccount noAccount ->
          failed(
              lease,
              "unknown_account",
              results.rejected(
                  subject, "unknown_account", "The account is disabled or no longer exists", null));
      case Attempt.Called called -> decide(lease, send, subject, called.outcome());
    };
  }

  private Decision decide(
      Lease lease, PendingSend send, Results.Subject subject, SendOutcome outcome) {
    return switch (outcome) {
      case SendOutcome.Accepted accepted ->
          new Decision(new Settlement.Complete(lease), results.sent(subject, accepted), null);
      case Refused refused ->
          failed(
              lease,
              refused.code(),
              results.rejected(subject, refused.code(), refused.message(), refused.providerCode()));
      case NotYet notYet -> retry(lease, subject, notYet);
      case Unknown unknown when send.sendAgainIfUnknown() -> retry(lease, subject, again(unknown));
      case Unknown unknown ->
          failed(
              lease,
              unknown.code(),
              results.unknown(subject, unknown.code(), unknown.message(), unknown.providerCode()));
    };
  }

  private static NotYet again(Unknown unknown) {
    return new NotYet(
        unknown.code(), unknown.message(), unknown.providerCode(), null, Scope.MESSAGE);
  }

  private Decision retry(Lease lease, Results.Subject subject, NotYet notYet) {
    Instant at = clock.instant().plus(RetryTimes.after(notYet, lease.attempt()));
    return new Decision(
        new Settlement.RetryAt(lease, at, notYet.code(), true),
        results.held(subject, notYet.code(), notYet.message(), notYet.providerCode()),
        notYet.scope() == Scope.ACCOUNT ? at : null);
  }

  /**
   * A handler that throws is a bug of ours; whether WhatsApp was called by then cannot be known.
   */
  private Decision failed(Lease lease, Throwable failure) {
    LOG.error("Sending command {} failed", lease.key(), failure);
    PendingSend send = PendingSend.fromBytes(Objects.requireNonNull(lease.payload()));
    return failed(
        lease,
        "internal_error",
        results.unknown(
            subject(send, lease), "internal_error", "The sender failed; see its log", null));
  }

  private static Decision failed(Lease lease, String reason, CommandResult result) {
    return new Decision(new Settlement.Fail(lease, reason), result, null);
  }

  private static Results.Subject subject(PendingSend send, Lease lease) {
    return new Results.Subject(
        send.commandId(), send.accountId(), send.to(), send.clientReference(), lease.attempt());
  }
}
