package dev.chasqui.demo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber does to trust a webhook: Standard Webhooks, and WhatsApp's own signature beside
 * it. Does not print. Immutable.
 */
final class WebhookSecret {

  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;

  private final String text;

  WebhookSecret(String text) {
    this.text = text;
  }

  static WebhookSecret random() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /** As it is told to whoever signs. */
  String text() {
    return text;
  }

  /** Whether one of the signatures in {@code webhook-signature} is right. */
  boolean signed(
      @Nullable String id, @Nullable String timestamp, byte[] body, @Nullable String signatures) {
    if (id == null || timestamp == null || signatures == null) {
      return false;
    }
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    byte[] key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
    String expected = "v1," + Base64.getEncoder().encodeToString(hmac(key, head, body));
    return Stream.of(signatures.split(" ", -1)).anyMatch(signature -> same(expected, signature));
  }

  /** Whether {@code X-Hub-Signature-256} is right, whose key is the secret's text. */
  boolean hubSigned(byte[] body, @Nullable String signature) {
    byte[] key = text.getBytes(StandardCharsets.UTF_8);
    return signature != null
        && same("sha256=" + HexFormat.of().formatHex(hmac(key, body)), signature);
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "WebhookSecret[***]";
  }
}
