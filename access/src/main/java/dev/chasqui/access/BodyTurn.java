package dev.chasqui.access;

import jakarta.servlet.ServletRequest;
import java.util.concurrent.atomic.AtomicBoolean;

/** A call's turn to have a large body here, one of {@link LargerBody#atOnce}. Thread-safe. */
public final class BodyTurn {

  private final Turns turns;
  private final Object tenant;
  private final AtomicBoolean ended = new AtomicBoolean();

  private BodyTurn(Turns turns, Object tenant) {
    this.turns = turns;
    this.tenant = tenant;
  }

  /** A turn that was given to a call, which ends with it at the latest. */
  static BodyTurn of(ServletRequest request, Turns turns, Object tenant) {
    BodyTurn turn = new BodyTurn(turns, tenant);
    request.setAttribute(BodyTurn.class.getName(), turn);
    return turn;
  }

  /** Gives the turn of a call to the next one, since its body is here no more. */
  public static void end(ServletRequest request) {
    if (request.getAttribute(BodyTurn.class.getName()) instanceof BodyTurn turn) {
      turn.end();
    }
  }

  void end() {
    if (ended.compareAndSet(false, true)) {
      turns.end(tenant);
    }
  }
}
