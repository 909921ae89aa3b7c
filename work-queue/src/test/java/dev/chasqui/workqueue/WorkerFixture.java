package dev.chasqui.workqueue;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A recorder that settles what it is given, and what it has recorded in transactions that held. */
final class WorkerFixture implements Recorder<String> {

  /** Looks so rarely that only a wake-up explains that something was found. */
  static final Duration NEVER = Duration.ofHours(1);

  final Queue<Handled<String>> recorded = new ConcurrentLinkedQueue<>();
  final Queue<Lease> late = new ConcurrentLinkedQueue<>();
  private final QueueFixture queue;

  WorkerFixture(QueueFixture queue) {
    this.queue = queue;
  }

  static WorkerSettings settings() {
    return WorkerSettings.defaults("worker").withCloseWithin(Duration.ofSeconds(10));
  }

  static WorkerSettings polling(Duration poll) {
    WorkerSettings s = settings();
    return new WorkerSettings(
        s.owner(),
        s.maxInFlight(),
        s.batch(),
        s.lease(),
        poll,
        poll,
        s.maxLateness(),
        s.closeWithin());
  }

  Worker<String> start(Handler<String> handler) {
    return start(settings(), handler);
  }

  Worker<String> start(WorkerSettings settings, Handler<String> handler) {
    return new Worker<>(queue.one, settings, handler, this);
  }

  @Override
  public void record(List<Handled<String>> handled) throws SQLException {
    List<Settlement> settlements = new ArrayList<>();
    for (Handled<String> one : handled) {
      settlements.add(
          switch (one) {
            case Handled.Returned<String>(Lease lease, _) -> new Settlement.Complete(lease);
            case Handled.Threw<String>(Lease lease, Throwable failure) ->
                new Settlement.Fail(lease, failure.getClass().getSimpleName());
          });
    }
    late.addAll(queue.settle(settlements));
    recorded.addAll(handled);
  }

  List<String> recordedKeys() {
    return recorded.stream().map(one -> one.lease().key()).toList();
  }
}
