package dev.chasqui.workqueue;

/** A lease that a worker is done with. */
sealed interface Ended<R> {

  Lease lease();

  /** Its handler ran. */
  record Done<R>(Handled<R> handled) implements Ended<R> {
    @Override
    public Lease lease() {
      return handled.lease();
    }
  }

  /** Its handler was never begun. */
  record GivenBack<R>(Lease lease) implements Ended<R> {}
}
