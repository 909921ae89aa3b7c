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

  private static final int TRACE_END = 35;
  private static final int FLAGS_BEGIN = 52;
  private static final int TRACE_BYTES = 16;

  private DeliveryTrace() {}

  /** A traceparent for an event that came without: each is in the same trace. */
  static String ofEvent(String eventId) {
    return "00-" + traceOf(eventId) + "-" + anySpan() + "-01";
  }

  /** The traceparent for an attempt whose span nobody records. */
  static String anyIn(Delivery delivery) {
    String trace = delivery.trace();
    return trace.substring(0, TRACE_END) + "-" + anySpan() + trace.substring(FLAGS_BEGIN);
  }

  private static String anySpan() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
  }

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
