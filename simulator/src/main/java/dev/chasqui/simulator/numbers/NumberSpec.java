package dev.chasqui.simulator.numbers;

import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a business number when it is made or changed: in a control request, in the
 * configuration or from Java. What is null keeps its value, or gets its default when the number is
 * new. Immutable; {@code toString} shows no secret.
 *
 * @param phoneNumberId digits; the only part that is always needed
 * @param displayPhoneNumber as shown to people, e.g. "+1 555-000-9999"
 * @param verifiedName the business's name
 * @param wabaId digits, the WhatsApp Business account
 * @param accessToken the bearer token that this number's calls need
 * @param appSecret key of the webhook signatures
 * @param verifyToken what the hub.challenge handshake shows
 * @param callbackUrl where webhooks go
 * @param verifyCallback when the handshake is made; default: now
 * @param linked true for a linked-device number, which has the session extension; it cannot be
 *     changed later
 * @param scanned whether a linked-device number begins with its QR scanned; default: false
 * @param statuses when statuses follow a message
 * @param reply what the person at the other end answers
 * @param limits what the Cloud API would enforce
 * @param webhookBatch most updates in one webhook, 1 to 1000; default: 1
 * @param fetchLinks whether media sent by link is fetched, so that a dead link fails with 131053;
 *     default: false
 */
public record NumberSpec(
    String phoneNumberId,
    @Nullable String displayPhoneNumber,
    @Nullable String verifiedName,
    @Nullable String wabaId,
    @Nullable String accessToken,
    @Nullable String appSecret,
    @Nullable String verifyToken,
    @Nullable URI callbackUrl,
    @Nullable VerifyCallback verifyCallback,
    @Nullable Boolean linked,
    @Nullable Boolean scanned,
    @Nullable StatusPlan statuses,
    @Nullable ReplyPlan reply,
    @Nullable Limits limits,
    @Nullable Integer webhookBatch,
    @Nullable Boolean fetchLinks) {

  /** A number with the defaults for all but its id. */
  public static NumberSpec of(String phoneNumberId) {
    return new NumberSpecBuilder(phoneNumberId).build();
  }

  public NumberSpec withIdentity(String displayPhoneNumber, String verifiedName, String wabaId) {
    return with(
        b -> {
          b.displayPhoneNumber = displayPhoneNumber;
          b.verifiedName = verifiedName;
          b.wabaId = wabaId;
        });
  }

  public NumberSpec withSecrets(String accessToken, String appSecret, String verifyToken) {
    return with(
        b -> {
          b.accessToken = accessToken;
          b.appSecret = appSecret;
          b.verifyToken = verifyToken;
        });
  }

  public NumberSpec withCallback(URI url, VerifyCallback verify) {
    return with(
        b -> {
          b.callbackUrl = url;
          b.verifyCallback = verify;
        });
  }

  /** A linked-device number; {@code isScanned} says whether its QR is scanned from the start. */
  public NumberSpec withSession(boolean isScanned) {
    return with(
        b -> {
          b.linked = true;
          b.scanned = isScanned;
        });
  }

  public NumberSpec withStatuses(StatusPlan plan) {
    return with(b -> b.statuses = plan);
  }

  public NumberSpec withReply(ReplyPlan plan) {
    return with(b -> b.reply = plan);
  }

  public NumberSpec withLimits(Limits enforced) {
    return with(b -> b.limits = enforced);
  }

  public NumberSpec withWebhookBatch(int updates) {
    return with(b -> b.webhookBatch = updates);
  }

  private NumberSpec with(Consumer<NumberSpecBuilder> change) {
    var builder = new NumberSpecBuilder(this);
    change.accept(builder);
    return builder.build();
  }

  @Override
  public String toString() {
    return "NumberSpec[" + phoneNumberId + "]";
  }
}
