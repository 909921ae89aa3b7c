package dev.chasqui.sender.send;

import dev.chasqui.sender.result.Results.Subject;
import dev.chasqui.workqueue.Item;
import dev.chasqui.workqueue.Lease;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose results are told. Pure. */
public final class Subjects {

  private Subjects() {}

  static Subject of(PendingSend send, int attempts) {
    return new Subject(
        send.commandId(),
        send.accountId(),
        send.to(),
        send.clientReference(),
        send.content(),
        attempts);
  }

  /** Of a lease, whatever is in it. */
  static Subject of(Lease lease) {
    int attempts = lease.takenOver() ? lease.attempt() - 1 : lease.attempt();
    return of(read(lease.payload()), lease.key(), attempts);
  }

  /** Of something that waits, whatever is in it. */
  public static Subject of(Item item) {
    return of(read(item.payload()), item.key(), item.attempt());
  }

  /** The trace of something that waits; null if it is in none. */
  static @Nullable String trace(Item item) {
    return read(item.payload()).map(PendingSend::trace).orElse(null);
  }

  /** Empty if it cannot be read: the key says what must be known, even then. */
  static Optional<PendingSend> read(byte @Nullable [] payload) {
    try {
      return Optional.ofNullable(payload).map(PendingSend::fromBytes);
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Subject of(Optional<PendingSend> send, String key, int attempts) {
    return send.map(it -> of(it, attempts))
        .orElseGet(
            () ->
                new Subject(
                    CommandKey.commandId(key),
                    CommandKey.accountId(key),
                    "",
                    null,
                    null,
                    attempts));
  }
}
