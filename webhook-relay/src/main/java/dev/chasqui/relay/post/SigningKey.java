package dev.chasqui.relay.post;

import dev.chasqui.access.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The key that a webhook's secret stands for, as Standard Webhooks has it: {@code whsec_} is
 * followed by the key in base64; any other secret is the key itself, as UTF-8. Pure but for {@link
 * #newSecret}.
 */
public final class SigningKey {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String STANDARD_PREFIX = "whsec_";
  private static final int NEW_BYTES = 32;

  private SigningKey() {}

  /** A secret that begins with {@code whsec_}, at random. */
  public static Secret newSecret() {
    byte[] key = new byte[NEW_BYTES];
    RANDOM.nextBytes(key);
    return new Secret(STANDARD_PREFIX + Base64.getEncoder().encodeToString(key));
  }

  /** Whether a secret stands for a key: not if it begins with {@code whsec_} and has none. */
  public static boolean isIn(Secret secret) {
    try {
      return of(secret).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The key's bytes.
   *
   * @throws IllegalArgumentException if the secret begins with {@code whsec_} and base64 does not
   *     follow: to sign with anything else would be of use to nobody
   */
  static byte[] of(Secret secret) {
    String text = secret.value();
    return text.startsWith(STANDARD_PREFIX)
        ? Base64.getDecoder().decode(text.substring(STANDARD_PREFIX.length()))
        : secret.bytes();
  }
}
