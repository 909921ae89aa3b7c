package dev.chasqui.sender.send;

import dev.chasqui.sender.send.Attempt.Called;
import dev.chasqui.workqueue.Handler;
import dev.chasqui.workqueue.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a {@link SendWatch} see what another handler does. */
final class WatchedHandler implements Handler<Attempt> {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedHandler.class);

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
      try {
        watch.called(outcome, took, attempt.send().wanted());
      } catch (RuntimeException e) {
        // Thrown on, it would put into doubt what came of the call.
        LOG.error("A call could not be measured", e);
      }
    }
    return attempt;
  }
}
