package dev.chasqui.relay.subscription;

import dev.chasqui.access.ApiError.FieldError;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The field {@code secret}: {@code whsec_} and base64, or any text. Pure. */
final class SecretField {

  private static final String NAME = "secret";
  private static final String STANDARD_PREFIX = "whsec_";
  private static final int LONGEST = 256;

  private SecretField() {}

  static void check(@Nullable String secret, List<FieldError> errors) {
    if (secret == null) {
      return;
    }
    if (secret.isBlank() || secret.length() > LONGEST) {
      errors.add(
          new FieldError(NAME, "must have 1 to %d characters, or be absent".formatted(LONGEST)));
    } else if (secret.startsWith(STANDARD_PREFIX) && !isStandard(secret)) {
      errors.add(new FieldError(NAME, "begins with whsec_ but base64 does not follow"));
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
