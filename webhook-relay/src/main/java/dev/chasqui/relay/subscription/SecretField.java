package dev.chasqui.relay.subscription;

import dev.chasqui.access.Secret;
import dev.chasqui.access.WrongFields;
import dev.chasqui.relay.post.SigningKey;
import org.jspecify.annotations.Nullable;

/** The field {@code secret}: {@code whsec_} and base64, or any text. Pure. */
final class SecretField {

  private static final String NAME = "secret";
  private static final int LONGEST = 256;

  private SecretField() {}

  static void check(@Nullable String secret, WrongFields wrong) {
    if (secret == null) {
      return;
    }
    if (secret.isBlank() || secret.length() > LONGEST) {
      wrong.add(NAME, WebhookText.SECRET_LENGTH.with(LONGEST));
    } else if (!SigningKey.isIn(new Secret(secret))) {
      wrong.add(NAME, WebhookText.SECRET_NOT_BASE64);
    }
  }
}
