package dev.chasqui.relay.subscription;

import dev.chasqui.access.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a subscription's webhooks are signed with. Immutable.
 *
 * @param current the secret of the latest rotation
 * @param old earlier ones that may still be valid, the latest first
 */
public record SigningSecrets(Secret current, List<Old> old) {

  /** More signatures than this make the header too long. */
  private static final int MOST_OLD = 4;

  public SigningSecrets {
    old = List.copyOf(old);
  }

  /** A secret that was replaced, and the time until which its signatures are still sent. */
  public record Old(Secret secret, Instant until) {}

  static SigningSecrets of(Secret secret) {
    return new SigningSecrets(secret, List.of());
  }

  /** Those to sign with, the newest first. */
  public List<Secret> validAt(Instant now) {
    return old.isEmpty()
        ? List.of(current)
        : Stream.concat(Stream.of(current), stillValid(now).map(Old::secret)).toList();
  }

  /** When the last of the old secrets ends; empty if none is valid any more. */
  Optional<Instant> oldValidUntil(Instant now) {
    return stillValid(now).map(Old::until).max(Instant::compareTo);
  }

  /** Puts another secret first; the one before is valid until a time. */
  SigningSecrets rotated(Secret next, Instant now, Instant oldUntil) {
    Stream<Old> replaced = Stream.of(new Old(current, oldUntil));
    return new SigningSecrets(
        next,
        Stream.concat(replaced, stillValid(now))
            .filter(one -> one.until().isAfter(now))
            .limit(MOST_OLD)
            .toList());
  }

  private Stream<Old> stillValid(Instant now) {
    return old.stream().filter(one -> one.until().isAfter(now));
  }
}
