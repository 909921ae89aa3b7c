package dev.chasqui.workqueue;

/** What became of an item that was enqueued. */
public sealed interface Enqueued {

  /** The item's key. */
  String key();

  /** It is the caller's to work on, once the transaction is committed. */
  record Leased(Lease lease) implements Enqueued {
    @Override
    public String key() {
      return lease.key();
    }
  }

  /** It waits to be claimed. */
  record Waiting(String key) implements Enqueued {}

  /** It is recorded as finished. */
  record Recorded(String key) implements Enqueued {}

  /** The key was known already; nothing was changed. */
  record Duplicate(String key) implements Enqueued {}
}
