package dev.chasqui.access;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Unguessable text. Thread-safe. */
final class RandomHex {

  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomHex() {}

  static String ofBytes(int count) {
    byte[] bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
