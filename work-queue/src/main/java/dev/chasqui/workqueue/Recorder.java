package dev.chasqui.workqueue;

import java.util.List;

/**
 * Writes down what came of leases and settles them, in one transaction of its own.
 *
 * @param <R> the handler's result
 */
@FunctionalInterface
public interface Recorder<R> {

  /**
   * Called by one thread at a time. After an exception it is called again with the same leases
   * until it succeeds, perhaps in other batches, so a transaction that failed must leave nothing
   * behind; one that was committed although its answer was lost shows in what {@link
   * WorkQueue#settle} returns.
   */
  void record(List<Handled<R>> handled) throws Exception;
}
