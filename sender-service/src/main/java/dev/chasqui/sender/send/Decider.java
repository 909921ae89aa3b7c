package dev.chasqui.sender.send;

import dev.chasqui.schemas.CommandResult;
import dev.chasqui.sender.graph.SendOutcome;
import dev.chasqui.sender.graph.SendOutcome.NotCalled;
import dev.chasqui.sender.graph.SendOutcome.NotYet;
import dev.chasqui.sender.graph.SendOutcome.Refused;
import dev.chasqui.sender.graph.SendOutcome.Scope;
import dev.chasqui.sender.graph.SendOutcome.Unknown;
import dev.chasqui.sender.result.EncodedResult;
import dev.chasqui.sender.result.ResultCodec;
import dev.chasqui.sender.result.Results;
import dev.chasqui.sender.result.Results.Subject;
import dev.chasqui.sender.send.Decision.Hold;
import dev.chasqui.workqueue.Handled;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what follows from an attempt, for the queue and for the producer of the command. */
final class Decider {

  private static final Logger LOG = LoggerFactory.getLogger(Decider.class);

  private static final Unknown INTERRUPTED =
      new Unknown(
          "interrupted", "The sender stopped while the message was on its way to WhatsApp", null);

  private static final Unknown FAULT =
      new Unknown("internal_error", "The sender failed; see its log", null);

  private final Results results;
  private final ResultCodec codec;
  private final Duration patience;
  private final Clock clock;

  /**
   * @param patience how long news of what is in doubt is waited for
   */
  Decider(Results results, ResultCodec codec, Duration patience, Clock clock) {
    this.results = results;
    this.codec = codec;
    this.patience = patience;
    this.clock = clock;
  }

  /** One attempt of a command. */
  private record Case(Lease lease, PendingSend send, Subject subject) {}

  /** Whether something follows that a producer would want to know. */
  static boolean tells(Handled<Attempt> handled) {
    return !(handled
            instanceof Handled.Returned<Attempt>(_, Attempt(_, Attempt.Verdict verdict, _)))
        || !(verdict instanceof Attempt.NotBegun || verdict instanceof Attempt.TooLate);
  }

  /**
   * @param news what WhatsApp has said of the command since; null if nothing
   */
  Decision decide(Handled<Attempt> handled, @Nullable SendOutcome news) {
    return switch (handled) {
      case Handled.Returned<Attempt>(Lease lease, Attempt attempt) -> {
        Subject subject = Subjects.of(attempt.send(), calls(lease, attempt.verdict()));
        yield decide(new Case(lease, attempt.send(), subject), attempt.verdict(), news);
      }
      case Handled.Threw<Attempt>(Lease lease, Throwable failure) -> failed(lease, failure);
    };
  }

  /** How often WhatsApp was called: every lease before this one is for a call that was begun. */
  private static int calls(Lease lease, Attempt.Verdict verdict) {
    boolean called =
        verdict instanceof Attempt.Called(SendOutcome outcome, var _)
            && !(outcome instanceof NotCalled);
    return called ? lease.attempt() : lease.attempt() - 1;
  }

  private Decision decide(Case it, Attempt.Verdict verdict, @Nullable SendOutcome news) {
    return switch (verdict) {
      case Attempt.NotBegun _ -> later(it.lease(), RetryTimes.NOT_BEGUN);
      case Attempt.TooLate _ -> later(it.lease(), Duration.ZERO);
      case Attempt.Expired _ -> unsent(it, "expired", results.expired(it.subject()));
      case Attempt.NoAccount _ ->
          refused(
              it,
              new Refused("unknown_account", "The account is disabled or no longer exists", null));
      case Attempt.TakenOver(SendOutcome answer) -> takenOver(it, answer, news);
      case Attempt.Known(SendOutcome since) -> known(it, since);
      case Attempt.Called(Unknown unknown, Duration _) -> await(it, unknown);
      case Attempt.Called(SendOutcome outcome, Duration _) -> decide(it, outcome);
    };
  }

  /**
   * Whoever knows for certain decides: this process, else WhatsApp, else the command's policy. The
   * last only once there was time for news: all senders may have been down, and with them the
   * readers of it.
   */
  private Decision takenOver(Case it, @Nullable SendOutcome answer, @Nullable SendOutcome news) {
    if (answer != null && !(answer instanceof Unknown)) {
      return decide(it, answer);
    }
    if (news != null) {
      return known(it, news);
    }
    Unknown doubt = it.send().doubt();
    Unknown latest = answer instanceof Unknown unknown ? unknown : doubt;
    return doubt == null
        ? await(it, Objects.requireNonNullElse(latest, INTERRUPTED))
        : decide(it, Objects.requireNonNull(latest));
  }

  private Decision known(Case it, SendOutcome news) {
    return decide(new Case(it.lease(), it.send().withoutDoubt(), it.subject()), news);
  }

  private Decision decide(Case it, SendOutcome outcome) {
    return switch (outcome) {
      case SendOutcome.Accepted accepted -> {
        EncodedResult sent = codec.encode(results.sent(it.subject(), accepted));
        boolean uncounted = it.send().marksAsRead();
        yield Decision.of(new Settlement.Complete(it.lease(), sent.value(), uncounted), sent);
      }
      case Refused refused -> refused(it, refused);
      case SendOutcome.TryOtherForm(String form) -> again(it, form);
      case NotCalled notCalled -> hold(it, notCalled);
      case NotYet notYet -> retry(it, notYet, it.send(), true);
      case Unknown unknown when it.send().isRepeated() ->
          retry(it, again(unknown), it.send().repeated(unknown), false);
      case Unknown unknown -> unknown(it.lease(), it.subject(), unknown);
    };
  }

  /** News may come of it yet; until then its recipient's next message waits with it. */
  private Decision await(Case it, Unknown unknown) {
    return Decision.of(
        await(it.lease(), unknown, it.send().inDoubt(unknown)),
        codec.encode(results.inDoubt(it.subject(), unknown)));
  }

  private Settlement await(Lease lease, Unknown unknown, @Nullable PendingSend kept) {
    Instant until = clock.instant().plus(patience);
    byte[] payload = kept == null ? null : kept.toBytes();
    return new Settlement.Await(lease, until, unknown.code(), !lease.takenOver(), payload);
  }

  private static NotYet again(Unknown unknown) {
    return new NotYet(
        unknown.code(), unknown.message(), unknown.providerCode(), null, Scope.MESSAGE);
  }

  private Decision retry(Case it, NotYet notYet, PendingSend kept, boolean unused) {
    Lease lease = it.lease();
    Instant at = clock.instant().plus(RetryTimes.after(notYet, lease.attempt()));
    boolean called = it.subject().attempts() == lease.attempt();
    byte[] payload = kept.heldFor(notYet.code(), clock.instant()).toBytes();
    return new Decision(
        lease,
        new Settlement.RetryAt(lease, at, notYet.code(), called, unused, payload),
        told(it, notYet.code(), notYet.message(), notYet.providerCode()),
        hold(notYet.scope(), at));
  }

  private static @Nullable Hold hold(Scope scope, Instant until) {
    return switch (scope) {
      case MESSAGE -> null;
      case RECIPIENT -> new Hold.Recipient(until);
      case ACCOUNT -> new Hold.Account(until, false);
      case ACCOUNT_PACE -> new Hold.Account(until, true);
    };
  }

  /** The account waits with it: its other commands would go to the same address. */
  private Decision hold(Case it, NotCalled notCalled) {
    Instant at = clock.instant().plus(notCalled.after());
    byte[] payload = it.send().heldFor(notCalled.code(), clock.instant()).toBytes();
    return new Decision(
        it.lease(),
        new Settlement.RetryAt(it.lease(), at, notCalled.code(), false, payload),
        told(it, notCalled.code(), notCalled.message(), null),
        new Hold.Account(at, false));
  }

  /** A producer is told once why its message is held, not at each attempt. */
  private @Nullable EncodedResult told(
      Case it, String code, String message, @Nullable Integer providerCode) {
    return code.equals(it.send().heldFor())
        ? null
        : codec.encode(results.held(it.subject(), code, message, providerCode));
  }

  /** Another attempt as soon as the account's pace allows; there is nothing to tell yet. */
  private Decision again(Case it, String form) {
    byte[] payload = it.send().toOtherForm(form).toBytes();
    Settlement retry =
        new Settlement.RetryAt(it.lease(), clock.instant(), "other_form", true, payload);
    return new Decision(it.lease(), retry, null, null);
  }

  /**
   * Nothing has happened that a producer would want to know. What was taken over must stay so: as
   * an ordinary retry it would be sent again.
   */
  private Decision later(Lease lease, Duration wait) {
    Instant at = clock.instant().plus(wait);
    Settlement retry = new Settlement.RetryAt(lease, at, "not_begun", false);
    return new Decision(lease, lease.takenOver() ? null : retry, null, null);
  }

  /**
   * A handler that throws is a bug of ours; whether WhatsApp was called by then cannot be known.
   */
  private Decision failed(Lease lease, Throwable failure) {
    LOG.error("Sending command {} failed", lease.key(), failure);
    Subject subject = Subjects.of(lease);
    if (lease.takenOver()) {
      return unknown(lease, subject, FAULT);
    }
    PendingSend kept = Subjects.read(lease.payload()).map(it -> it.inDoubt(FAULT)).orElse(null);
    return Decision.of(await(lease, FAULT, kept), codec.encode(results.inDoubt(subject, FAULT)));
  }

  private Decision refused(Case it, Refused refused) {
    return unsent(
        it,
        refused.code(),
        results.rejected(it.subject(), refused.code(), refused.message(), refused.providerCode()));
  }

  /** One that may have gone out at an earlier attempt does not end as if it had not. */
  private Decision unsent(Case it, String reason, CommandResult result) {
    Unknown doubt = it.send().doubt();
    return doubt == null
        ? failed(it.lease(), reason, result, true)
        : unknown(it.lease(), it.subject(), doubt);
  }

  private Decision unknown(Lease lease, Subject subject, Unknown why) {
    return failed(lease, why.code(), results.unknown(subject, why), false);
  }

  private Decision failed(Lease lease, String reason, CommandResult result, boolean unused) {
    EncodedResult told = codec.encode(result);
    return Decision.of(new Settlement.Fail(lease, reason, told.value(), unused), told);
  }
}
