package dev.chasqui.simulator.session;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.numbers.NumberListener;
import dev.chasqui.simulator.numbers.SendGate;
import dev.chasqui.simulator.time.Delays;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The sessions of linked-device numbers. Every change goes out as a webhook. Thread-safe. */
final class Sessions implements SendGate, NumberListener {
  private static final Duration STARTING = Duration.ofMillis(50);

  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final SessionWebhooks webhooks;
  private final Delays delays;
  private final Clock clock;

  Sessions(SessionWebhooks webhooks, Delays delays, Clock clock) {
    this.webhooks = webhooks;
    this.delays = delays;
    this.clock = clock;
  }

  @Override
  public void changed(BusinessNumber number) {
    if (number.linked() && !sessions.containsKey(number.phoneNumberId())) {
      var starting = Session.starting(number.scanned(), null, clock.instant());
      webhooks.changed(number, starting, session(number));
    }
  }

  @Override
  public void removed(String phoneNumberId) {
    sessions.remove(phoneNumberId);
  }

  /** The session; a QR code that is too old has been replaced. */
  Session get(BusinessNumber number) {
    var session = session(number);
    return session.isQrOld(clock.instant())
        ? change(number, (s, now) -> s.isQrOld(now) ? s.withQr(now) : s)
        : session;
  }

  Session start(BusinessNumber number) {
    var session = get(number);
    return session.status() == SessionStatus.STOPPED || session.status() == SessionStatus.FAILED
        ? restart(number)
        : session;
  }

  Session restart(BusinessNumber number) {
    var starting = change(number, (s, now) -> s.to(SessionStatus.STARTING, now));
    delays.after(STARTING, () -> change(number, Sessions::startedIfStarting));
    return starting;
  }

  Session stop(BusinessNumber number) {
    return change(number, (s, now) -> s.to(SessionStatus.STOPPED, now));
  }

  Session logout(BusinessNumber number) {
    return change(number, Session::loggedOut);
  }

  Session fail(BusinessNumber number) {
    return change(number, (s, now) -> s.to(SessionStatus.FAILED, now));
  }

  /**
   * Scans the QR code with a phone.
   *
   * @param qr what the phone read; null: what is shown
   * @throws dev.chasqui.simulator.graph.GraphException code 100 when no QR is shown, or another
   */
  Session scan(BusinessNumber number, @Nullable String qr, @Nullable String pushName) {
    var shown = get(number).qr();
    if (shown == null || (qr != null && !qr.equals(shown))) {
      throw GraphError.invalidParameter(
              shown == null ? "No QR code is shown" : "This is not the QR code that is shown")
          .toException();
    }
    var name = pushName == null ? number.verifiedName() : pushName;
    return change(number, (s, now) -> s.scanned(name, now));
  }

  @Override
  public void requireOpen(BusinessNumber number) {
    if (number.linked() && session(number).status() != SessionStatus.WORKING) {
      throw GraphError.of(133010, "The session is " + session(number).status()).toException();
    }
  }

  private static Session startedIfStarting(Session session, Instant now) {
    return session.status() == SessionStatus.STARTING ? session.started(now) : session;
  }

  private Session session(BusinessNumber number) {
    var session = sessions.get(number.phoneNumberId());
    return session != null
        ? session
        : sessions.computeIfAbsent(number.phoneNumberId(), id -> first(number));
  }

  private Session first(BusinessNumber number) {
    var name = number.scanned() ? number.verifiedName() : null;
    return Session.starting(number.scanned(), name, clock.instant()).started(clock.instant());
  }

  private Session change(BusinessNumber number, BiFunction<Session, Instant, Session> step) {
    session(number);
    var before = new Session[1];
    var after =
        sessions.compute(
            number.phoneNumberId(),
            (id, session) -> {
              before[0] = session == null ? first(number) : session;
              return step.apply(before[0], clock.instant());
            });
    if (!after.equals(before[0])) {
      webhooks.changed(number, before[0], after);
    }
    return after;
  }
}
