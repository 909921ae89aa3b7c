package dev.chasqui.relay.delivery;

import dev.chasqui.tracing.Traceparent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * All attempts of an event are in one trace, that of the event if it came with one. Each attempt is
 * a span of its own.
 */
final class DeliveryTrace {

  private static final int TRACE_END = 35;
  private static final int FLAGS_BEGIN = 52;
  private static final int TRACE_BYTES = 16;

  private DeliveryTrace() {}

  /** What all attempts come under. */
  static String parent(Delivery delivery) {
    return Objects.requireNonNullElseGet(
        delivery.trace(), () -> "00-" + traceOf(delivery.eventId()) + "-" + anySpan() + "-01");
  }

  /** The traceparent for an attempt whose span nobody records. */
  static String anyIn(Delivery delivery) {
    String parent = parent(delivery);
    return parent.substring(0, TRACE_END) + "-" + anySpan() + parent.substring(FLAGS_BEGIN);
  }

  private static String anySpan() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
  }

  /** The trace's id. */
  static String id(Delivery delivery) {
    return Objects.requireNonNullElseGet(
        Traceparent.traceId(delivery.trace()), () -> traceOf(delivery.eventId()));
  }

  /** The same for each attempt, without having to be kept. */
  private static String traceOf(String eventId) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(eventId.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(hash, TRACE_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
