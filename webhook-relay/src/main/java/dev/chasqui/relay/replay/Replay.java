package dev.chasqui.relay.replay;

import dev.chasqui.relay.log.EventPlace;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The events between two places of each partition, delivered again. Immutable.
 *
 * @param since the time that it was asked to begin at; null if it was an event
 * @param fromEventId that event; null if it was a time
 * @param failedOnly whether what was delivered the first time is left out
 * @param next by partition, what is read next
 * @param ends by partition, where it stops
 * @param events how many were read
 * @param deliveries how many were made
 * @param endedAt null while it goes on
 */
record Replay(
    String id,
    String subscriptionId,
    @Nullable Instant since,
    @Nullable String fromEventId,
    boolean failedOnly,
    Instant createdAt,
    List<Long> next,
    List<Long> ends,
    long events,
    long deliveries,
    @Nullable Instant endedAt) {

  /** What is to be read next: of the partition in which most is left; empty at the end. */
  Optional<EventPlace> place() {
    return IntStream.range(0, next.size())
        .boxed()
        .filter(partition -> left(partition) > 0)
        .max(Comparator.comparingLong(this::left))
        .map(partition -> new EventPlace(partition, next.get(partition)));
  }

  long end(int partition) {
    return ends.get(partition);
  }

  /** How many places are left, about as many events. */
  long left() {
    return IntStream.range(0, next.size()).mapToLong(this::left).sum();
  }

  private long left(int partition) {
    return Math.max(0, ends.get(partition) - next.get(partition));
  }
}
