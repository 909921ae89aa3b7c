package dev.chasqui.relay.subscription;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.WrongFields;
import dev.chasqui.access.text.FieldText;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/webhooks/{id}/rotate-secret}, as it came. Immutable.
 *
 * @param secret the new one; one is made if absent
 * @param oldValidSeconds how long the one before signs too; a day if absent
 * @param unknownFields what else was given: a misspelt {@code secret} would be made anew
 */
record Rotation(
    @Schema(minLength = 1, maxLength = 256) @Nullable String secret,
    @Schema(minimum = "0", maximum = "604800") @Nullable Long oldValidSeconds,
    @JsonAnySetter @Schema(hidden = true) @Nullable Map<String, Object> unknownFields) {

  static final Rotation USUAL = new Rotation(null, null, null);

  private static final Duration USUAL_TIME = Duration.ofDays(1);
  private static final Duration LONGEST_TIME = Duration.ofDays(7);

  /**
   * How long the secret before stays valid.
   *
   * @throws ApiException 400 with every field that is wrong
   */
  Duration checked() {
    WrongFields wrong = new WrongFields();
    wrong.unknown(Rotation.class, unknownFields);
    SecretField.check(secret, wrong);
    long seconds = oldValidSeconds == null ? USUAL_TIME.toSeconds() : oldValidSeconds;
    if (seconds < 0 || seconds > LONGEST_TIME.toSeconds()) {
      wrong.add("oldValidSeconds", FieldText.BETWEEN.with(0, LONGEST_TIME.toSeconds()));
    }
    wrong.refuseIfAny();
    return Duration.ofSeconds(seconds);
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "Rotation[oldValidSeconds=" + oldValidSeconds + "]";
  }
}
