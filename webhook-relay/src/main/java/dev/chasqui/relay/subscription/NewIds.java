package dev.chasqui.relay.subscription;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Ids of what is new. Thread-safe. */
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

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
