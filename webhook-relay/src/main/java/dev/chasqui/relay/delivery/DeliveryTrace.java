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

  /** The traceparent for an attempt whose span nobody records. */
  static String anyIn(Delivery delivery) {
    String given = delivery.trace();
    String span = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    return given == null
        ? "00-" + traceOf(delivery.eventId()) + "-" + span + "-01"
        : given.substring(0, TRACE_END) + "-" + span + given.substring(FLAGS_BEGIN);
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
