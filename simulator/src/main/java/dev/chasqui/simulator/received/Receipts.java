package dev.chasqui.simulator.received;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When each message was accepted, noted only while somebody has asked for it: for benchmarks.
 * Thread-safe.
 */
final class Receipts {
  static final int MOST = 5_000_000;

  private volatile @Nullable Noted noted;

  /** A message that was accepted. */
  record Receipt(Instant at, String phoneNumberId, @Nullable String callbackData) {
    /** Microseconds since 1970. */
    long micros() {
      return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
  }

  /** Forgets what was noted, and notes so many from now on. */
  void begin(int capacity) {
    noted = new Noted(capacity);
  }

  /** Forgets what was noted, and notes no more. */
  void end() {
    noted = null;
  }

  void add(Instant at, String phoneNumberId, @Nullable String callbackData) {
    var now = noted;
    if (now != null) {
      now.add(new Receipt(at, phoneNumberId, callbackData));
    }
  }

  /** What was noted so far; nothing when nobody has asked. */
  Stream<Receipt> all() {
    var now = noted;
    return now == null ? Stream.empty() : now.all();
  }

  private static final class Noted {
    private final AtomicReferenceArray<@Nullable Receipt> receipts;
    private final AtomicInteger next = new AtomicInteger();

    Noted(int capacity) {
      receipts = new AtomicReferenceArray<>(capacity);
    }

    void add(Receipt receipt) {
      if (next.get() < receipts.length()) {
        var place = next.getAndIncrement();
        if (place < receipts.length()) {
          receipts.set(place, receipt);
        }
      }
    }

    Stream<Receipt> all() {
      return IntStream.range(0, Math.min(next.get(), receipts.length()))
          .mapToObj(receipts::get)
          .filter(Objects::nonNull);
    }
  }
}
