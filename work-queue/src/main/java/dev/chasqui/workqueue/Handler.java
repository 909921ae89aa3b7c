package dev.chasqui.workqueue;

/**
 * Does the work of a lease.
 *
 * @param <R> what came of it
 */
@FunctionalInterface
public interface Handler<R> {

  /**
   * Runs on a virtual thread of its own, not before {@link Lease#sendAt()}; many run at once. Look
   * at {@link Lease#takenOver()} before doing again what must not be done twice. Expected failures
   * are results; an exception is a bug and reaches the {@link Recorder} as {@link Handled.Threw}.
   */
  R handle(Lease lease) throws Exception;
}
