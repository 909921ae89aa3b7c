package dev.chasqui.sender.send;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.graph.SendOutcome.NotYet;
import dev.chasqui.sender.graph.SendOutcome.Refused;
import dev.chasqui.sender.graph.SendOutcome.Scope;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.send.Decision.Hold;
import dev.chasqui.workqueue.Handled;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.Settlement;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
    Results.Subject subject = subject(send, calls(lease, attempt.verdict()));
    return switch (attempt.verdict()) {
      case Attempt.NotBegun _ -> later(lease);
      case Attempt.Expired _ -> failed(lease, "expired", results.expired(subject));
      case Attempt.NoAccount _ ->
          failed(
              lease,
              "unknown_account",
              results.rejected(
                  subject, "unknown_account", "The account is disabled or no longer exists", null));
      case Attempt.TakenOver(SendOutcome outcome) -> decide(lease, send, subject, outcome);
      case Attempt.Called called -> decide(lease, send, subject, called.outcome());
    };
  }

  /** How often WhatsApp was called: every lease before this one is for a call that was begun. */
  private static int calls(Lease lease, Attempt.Verdict verdict) {
    return verdict instanceof Attempt.Called ? lease.attempt() : lease.attempt() - 1;
  }

  private Decision decide(
      Lease lease, PendingSend send, Results.Subject subject, SendOutcome outcome) {
    return switch (outcome) {
      case SendOutcome.Accepted accepted ->
          Decision.of(new Settlement.Complete(lease), results.sent(subject, accepted));
      case Refused refused ->
          failed(
              lease,
              refused.code(),
              results.rejected(subject, refused.code(), refused.message(), refused.providerCode()));
      case NotYet notYet -> retry(lease, send, subject, notYet);
      case Unknown unknown when send.sendAgainIfUnknown() ->
          retry(lease, send, subject, again(unknown));
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

  private Decision retry(Lease lease, PendingSend send, Results.Subject subject, NotYet notYet) {
    Instant at = clock.instant().plus(RetryTimes.after(notYet, lease.attempt()));
    // One that expires while it waits is told so then, not at its next turn.
    Instant due = send.expiresAt() != null && send.expiresAt().isBefore(at) ? send.expiresAt() : at;
    boolean attempted = subject.attempts() == lease.attempt();
    byte[] payload = send.heldFor(notYet.code()).toBytes();
    return new Decision(
        lease,
        new Settlement.RetryAt(lease, due, notYet.code(), attempted, payload),
        told(send, subject, notYet),
        hold(notYet.scope(), at));
  }

  /** A producer is told once why its message is held, not at each attempt. */
  private @Nullable CommandResult told(PendingSend send, Results.Subject subject, NotYet notYet) {
    return notYet.code().equals(send.heldFor())
        ? null
        : results.held(subject, notYet.code(), notYet.message(), notYet.providerCode());
  }

  private static @Nullable Hold hold(Scope scope, Instant until) {
    return switch (scope) {
      case MESSAGE -> null;
      case RECIPIENT -> new Hold.Recipient(until);
      case ACCOUNT -> new Hold.Account(until, false);
      case ACCOUNT_PACE -> new Hold.Account(until, true);
    };
  }

  /**
   * Nothing has happened that a producer would want to know. What was taken over must stay so: as
   * an ordinary retry it would be sent again.
   */
  private Decision later(Lease lease) {
    Instant at = clock.instant().plus(RetryTimes.NOT_BEGUN);
    Settlement retry = new Settlement.RetryAt(lease, at, "not_begun", false);
    return new Decision(lease, lease.takenOver() ? null : retry, null, null);
  }

  /**
   * A handler that throws is a bug of ours; whether WhatsApp was called by then cannot be known.
   */
  private Decision failed(Lease lease, Throwable failure) {
    LOG.error("Sending command {} failed", lease.key(), failure);
    return failed(
        lease,
        "internal_error",
        results.unknown(subject(lease), "internal_error", "The sender failed; see its log", null));
  }

  private static Decision failed(Lease lease, String reason, CommandResult result) {
    return Decision.of(new Settlement.Fail(lease, reason), result);
  }

  /** The payload may be what made the handler fail: the lease itself says what must be known. */
  private static Results.Subject subject(Lease lease) {
    try {
      PendingSend send = PendingSend.fromBytes(Objects.requireNonNull(lease.payload()));
      return subject(send, lease.attempt());
    } catch (RuntimeException e) {
      long accountId = Long.parseLong(lease.lane());
      return new Results.Subject(
          CommandKey.commandId(lease.key()), accountId, "", null, lease.attempt());
    }
  }

  private static Results.Subject subject(PendingSend send, int attempts) {
    return new Results.Subject(
        send.commandId(), send.accountId(), send.to(), send.clientReference(), attempts);
  }
}
