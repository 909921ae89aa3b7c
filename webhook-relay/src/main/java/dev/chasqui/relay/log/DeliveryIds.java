package dev.chasqui.relay.log;

import com.github.f4b6a3.uuid.UuidCreator;
import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import com.github.f4b6a3.uuid.util.UuidUtil;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of deliveries: UUIDs of version 7 (RFC 9562, section 5.7), which begin with the time in
 * milliseconds, so that they are in the order of time. Thread-safe.
 */
public final class DeliveryIds {

  private final TimeOrderedEpochFactory factory;

  public DeliveryIds(Clock clock) {
    // Nothing depends on their being hard to guess.
    this.factory = new TimeOrderedEpochFactory(() -> ThreadLocalRandom.current().nextLong(), clock);
  }

  public UUID next() {
    return factory.create();
  }

  /** The least id of this millisecond, of 1970 at the earliest: a bound, and nobody's id. */
  static UUID first(Instant at) {
    return UuidCreator.getTimeOrderedEpochMin(at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at);
  }

  /** When it was made, to the millisecond. */
  static Instant madeAt(UUID id) {
    return UuidUtil.getInstant(id);
  }
}
