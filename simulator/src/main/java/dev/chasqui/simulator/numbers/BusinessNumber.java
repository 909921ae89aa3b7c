package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.GraphError;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A business number as it stands. Immutable; {@code toString} shows no secret. The parts are those
 * of {@link NumberSpec}.
 */
public record BusinessNumber(
    String phoneNumberId,
    String displayPhoneNumber,
    String verifiedName,
    String wabaId,
    String accessToken,
    String appSecret,
    String verifyToken,
    @Nullable URI callbackUrl,
    VerifyCallback verifyCallback,
    boolean linked,
    boolean scanned,
    StatusPlan statuses,
    ReplyPlan reply,
    Limits limits,
    int webhookBatch,
    boolean fetchLinks) {

  private static final Pattern DIGITS = Pattern.compile("[0-9]{3,20}");
  private static final int MAX_BATCH = 1000;

  public BusinessNumber {
    requireDigits("phoneNumberId", phoneNumberId);
    requireDigits("wabaId", wabaId);
    if (webhookBatch < 1 || webhookBatch > MAX_BATCH) {
      throw GraphError.invalidParameter("webhookBatch must be from 1 to 1000").toException();
    }
    if (callbackUrl != null && !String.valueOf(callbackUrl.getScheme()).startsWith("http")) {
      throw GraphError.invalidParameter("callbackUrl must be an http or https URL").toException();
    }
  }

  /** The number that the spec describes, where it is silent: as before, or the default. */
  static BusinessNumber from(NumberSpec spec, @Nullable BusinessNumber before) {
    var old = before == null ? fresh(spec.phoneNumberId()) : before;
    return new BusinessNumber(
        spec.phoneNumberId(),
        or(spec.displayPhoneNumber(), old.displayPhoneNumber),
        or(spec.verifiedName(), old.verifiedName),
        or(spec.wabaId(), old.wabaId),
        or(spec.accessToken(), old.accessToken),
        or(spec.appSecret(), old.appSecret),
        or(spec.verifyToken(), old.verifyToken),
        spec.callbackUrl() == null ? old.callbackUrl : spec.callbackUrl(),
        or(spec.verifyCallback(), old.verifyCallback),
        before == null ? or(spec.linked(), false) : before.linked,
        or(spec.scanned(), old.scanned),
        or(spec.statuses(), old.statuses),
        or(spec.reply(), old.reply),
        or(spec.limits(), old.limits),
        or(spec.webhookBatch(), old.webhookBatch),
        or(spec.fetchLinks(), old.fetchLinks));
  }

  private static BusinessNumber fresh(String id) {
    return new BusinessNumber(
        id,
        "+1 555-000-9999",
        "Simulated business",
        "100200300400500",
        "sim-token-" + id,
        "sim-secret-" + id,
        "sim-verify-" + id,
        null,
        VerifyCallback.NOW,
        false,
        false,
        StatusPlan.DEFAULT,
        ReplyPlan.OFF,
        Limits.NONE,
        1,
        false);
  }

  /** The number's digits, as webhooks show it. */
  public String digits() {
    return displayPhoneNumber.replaceAll("[^0-9]", "");
  }

  private static void requireDigits(String what, @Nullable String id) {
    if (id == null || !DIGITS.matcher(id).matches()) {
      throw GraphError.invalidParameter(what + " must be 3 to 20 digits").toException();
    }
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }

  @Override
  public String toString() {
    return "BusinessNumber[" + phoneNumberId + ", " + displayPhoneNumber + "]";
  }
}
