package dev.chasqui.relay.post;

import dev.chasqui.access.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks: the three headers of Standard Webhooks 1.0 ({@code webhook-id}, {@code
 * webhook-timestamp}, {@code webhook-signature} with one signature for each secret), and {@code
 * X-Hub-Signature-256} for those who know that one, which has room for one and whose key is the
 * newest secret's text. All are HMAC-SHA256 of the body as it is sent. Pure.
 */
public final class WebhookSignature {

  private WebhookSignature() {}

  /**
   * The headers for one attempt.
   *
   * @param id the same for every attempt of a delivery
   * @param at when the attempt is made; receivers refuse what is minutes old
   * @param secrets those that are valid, the newest first; at least one
   */
  public static Map<String, String> headers(
      String id, Instant at, byte[] body, List<Secret> secrets) {
    String timestamp = Long.toString(at.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", timestamp);
    byte[] signed = signed(id, timestamp, body);
    headers.put(
        "webhook-signature",
        secrets.stream().map(secret -> standard(secret, signed)).collect(Collectors.joining(" ")));
    byte[] hub = hmac(secrets.getFirst().bytes(), body);
    headers.put("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(hub));
    return headers;
  }

  private static String standard(Secret secret, byte[] signed) {
    return "v1," + Base64.getEncoder().encodeToString(hmac(SigningKey.of(secret), signed));
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
