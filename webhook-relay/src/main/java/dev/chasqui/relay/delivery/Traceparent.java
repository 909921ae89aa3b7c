package dev.chasqui.relay.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * W3C Trace Context, level 1: all attempts of an event are in one trace, that of the event if it
 * came with one. Each attempt is a span of its own.
 */
final class Traceparent {

  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final int TRACE_END = 35;
  private static final int FLAGS_BEGIN = 52;
  private static final int TRACE_BYTES = 16;

  private Traceparent() {}

  /** What came with the event, if it is one; else null. */
  static @Nullable String usable(@Nullable String given) {
    return given != null && FORM.matcher(given).matches() ? given : null;
  }

  /** The header for one attempt. */
  static String of(Delivery delivery) {
    String given = delivery.trace();
    String span = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    return given == null
        ? "00-" + traceOf(delivery.eventId()) + "-" + span + "-01"
        : given.substring(0, TRACE_END) + "-" + span + "-" + given.substring(FLAGS_BEGIN + 1);
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
