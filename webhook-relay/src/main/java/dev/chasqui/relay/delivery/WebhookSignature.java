package dev.chasqui.relay.delivery;

import dev.chasqui.access.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks: the three headers of Standard Webhooks 1.0 ({@code webhook-id}, {@code
 * webhook-timestamp}, {@code webhook-signature}), and {@code X-Hub-Signature-256} for those who
 * know that one, whose key is the secret's text. Both are HMAC-SHA256 of the body as it is sent.
 * Pure.
 */
final class WebhookSignature {

  private static final String STANDARD_PREFIX = "whsec_";

  private WebhookSignature() {}

  /**
   * The headers for one attempt.
   *
   * @param id the same for every attempt of a delivery
   * @param at when the attempt is made; receivers refuse what is minutes old
   */
  static Map<String, String> headers(String id, Instant at, byte[] body, Secret secret) {
    byte[] key = key(secret);
    String timestamp = Long.toString(at.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", timestamp);
    headers.put(
        "webhook-signature",
        "v1," + Base64.getEncoder().encodeToString(hmac(key, signed(id, timestamp, body))));
    headers.put(
        "X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(hmac(secret.bytes(), body)));
    return headers;
  }

  /**
   * Standard Webhooks' key: {@code whsec_} is followed by the key in base64; any other secret is
   * the key as UTF-8.
   */
  private static byte[] key(Secret secret) {
    if (!secret.value().startsWith(STANDARD_PREFIX)) {
      return secret.bytes();
    }
    try {
      return Base64.getDecoder().decode(secret.value().substring(STANDARD_PREFIX.length()));
    } catch (IllegalArgumentException e) {
      return secret.bytes();
    }
  }

  private static byte[] signed(String id, String timestamp, byte[] body) {
    var content = new ByteArrayOutputStream(id.length() + timestamp.length() + 2 + body.length);
    content.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    content.writeBytes(body);
    return content.toByteArray();
  }

  private static byte[] hmac(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
