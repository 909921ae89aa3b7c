package dev.chasqui.inbound.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of events: made from what the event is about, so that a repeated report gives the same. */
final class EventIds {

  private static final int BYTES = 16;

  private EventIds() {}

  /**
   * @param parts what identifies the event, in an order that never changes
   */
  static String of(long accountId, String type, String... parts) {
    MessageDigest digest = sha256();
    add(digest, Long.toString(accountId));
    add(digest, type);
    for (String part : parts) {
      add(digest, part);
    }
    return "evt_" + HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    // A separator that no part has, or "a","bc" and "ab","c" would be the same.
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
