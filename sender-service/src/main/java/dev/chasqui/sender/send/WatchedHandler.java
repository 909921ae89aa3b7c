package dev.chasqui.sender.send;

import dev.chasqui.sender.send.Attempt.Called;
import dev.chasqui.workqueue.Handler;
import dev.chasqui.workqueue.Lease;

/** Lets a {@link SendWatch} see what another handler does. */
final class WatchedHandler implements Handler<Attempt> {

  private final Handler<Attempt> handler;
  private final SendWatch watch;

  WatchedHandler(Handler<Attempt> handler, SendWatch watch) {
    this.handler = handler;
    this.watch = watch;
  }

  @Override
  public Attempt handle(Lease lease) throws Exception {
    Attempt attempt = handler.handle(lease);
    if (attempt.verdict() instanceof Called(var outcome, var took)) {
      watch.called(outcome, took, attempt.send().wanted());
    }
    return attempt;
  }
}
