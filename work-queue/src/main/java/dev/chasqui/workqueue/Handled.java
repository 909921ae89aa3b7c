package dev.chasqui.workqueue;

/**
 * A lease whose handler has ended.
 *
 * @param <R> the handler's result
 */
public sealed interface Handled<R> {

  Lease lease();

  /** The handler returned a result. */
  record Returned<R>(Lease lease, R result) implements Handled<R> {}

  /** The handler threw, or was interrupted when the worker was closed. */
  record Threw<R>(Lease lease, Throwable failure) implements Handled<R> {}
}
