package dev.chasqui.relay.subscription;

import dev.chasqui.access.WrongFields;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The field {@code secret}: {@code whsec_} and base64, or any text. Pure. */
final class SecretField {

  private static final String NAME = "secret";
  private static final String STANDARD_PREFIX = "whsec_";
  private static final int LONGEST = 256;

  private SecretField() {}

  static void check(@Nullable String secret, WrongFields wrong) {
    if (secret == null) {
      return;
    }
    if (secret.isBlank() || secret.length() > LONGEST) {
      wrong.add(NAME, WebhookText.SECRET_LENGTH.with(LONGEST));
    } else if (secret.startsWith(STANDARD_PREFIX) && !isStandard(secret)) {
      wrong.add(NAME, WebhookText.SECRET_NOT_BASE64);
    }
  }

  private static boolean isStandard(String secret) {
    try {
      return Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length())).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
