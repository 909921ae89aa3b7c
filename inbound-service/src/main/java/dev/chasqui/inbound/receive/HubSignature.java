package dev.chasqui.inbound.receive;

import dev.chasqui.access.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code X-Hub-Signature-256}: {@code sha256=} and the lower-case hex HMAC-SHA256 of the raw body
 * under the app secret (Graph API, webhooks). Pure.
 */
final class HubSignature {

  static final String HEADER = "X-Hub-Signature-256";

  private static final String PREFIX = "sha256=";
  private static final Pattern FORM = Pattern.compile("sha256=[0-9a-f]{64}");

  private HubSignature() {}

  /** Whether the header has the form of a signature. */
  static boolean isSignature(@Nullable String header) {
    return header != null && FORM.matcher(header).matches();
  }

  /** Whether the header proves that the holder of the secret made the body. Constant time. */
  static boolean proves(@Nullable String header, byte[] body, Secret appSecret) {
    return header != null
        && MessageDigest.isEqual(
            header.getBytes(StandardCharsets.US_ASCII),
            (PREFIX + HexFormat.of().formatHex(hmac(body, appSecret)))
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] hmac(byte[] body, Secret appSecret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(appSecret.bytes(), "HmacSHA256"));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
