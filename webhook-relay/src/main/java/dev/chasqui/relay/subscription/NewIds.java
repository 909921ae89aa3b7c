package dev.chasqui.relay.subscription;

import dev.chasqui.access.Secret;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Ids and secrets of what is new. Thread-safe. */
public final class NewIds {

  private static final SecureRandom RANDOM = new SecureRandom();

  private NewIds() {}

  static String subscription() {
    return "wh_" + HexFormat.of().formatHex(random(12));
  }

  /** Of what repeats deliveries. */
  public static String replay() {
    return "rp_" + HexFormat.of().formatHex(random(12));
  }

  static String ping() {
    return "ping_" + HexFormat.of().formatHex(random(12));
  }

  /** The secret that was given, or a new one in the form of Standard Webhooks. */
  static Secret secretOr(@Nullable String given) {
    return given == null
        ? new Secret("whsec_" + Base64.getEncoder().encodeToString(random(32)))
        : new Secret(given);
  }

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
