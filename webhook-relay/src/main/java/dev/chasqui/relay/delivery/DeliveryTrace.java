package dev.chasqui.relay.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * All attempts of an event are in one trace, that of the event if it came with one. Each attempt is
 * a span of its own.
 */
final class DeliveryTrace {

  private static final int TRACE_BEGIN = 3;
  private static final int TRACE_END = 35;
  private static final int FLAGS_BEGIN = 52;
  private static final int TRACE_BYTES = 16;

  private DeliveryTrace() {}

  /** A traceparent for an event that came without. */
  static String begun(String eventId) {
    return "00-" + traceOf(eventId) + "-" + anySpan() + "-01";
  }

  /** What all attempts come under. */
  static String parent(Delivery delivery) {
    String trace = delivery.trace();
    return trace == null ? begun(delivery.eventId()) : trace;
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
    return parent(delivery).substring(TRACE_BEGIN, TRACE_END);
  }

  /** The same, whoever delivers the event. */
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
