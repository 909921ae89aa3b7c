package dev.chasqui.simulator.numbers;

import java.net.URI;
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
 * @param linked true for a linked-device number, which has the session extension
 * @param statuses when statuses follow a message
 * @param reply what the person at the other end answers
 * @param limits what the Cloud API would enforce
 * @param webhookBatch most updates in one webhook, 1 to 1000
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
    @Nullable StatusPlan statuses,
    @Nullable ReplyPlan reply,
    @Nullable Limits limits,
    @Nullable Integer webhookBatch) {

  /** A number with the defaults for all but its id. */
  public static NumberSpec of(String phoneNumberId) {
    return new NumberSpec(
        phoneNumberId,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  public NumberSpec withSecrets(String accessToken, String appSecret, String verifyToken) {
    return new NumberSpec(
        phoneNumberId,
        displayPhoneNumber,
        verifiedName,
        wabaId,
        accessToken,
        appSecret,
        verifyToken,
        callbackUrl,
        verifyCallback,
        linked,
        statuses,
        reply,
        limits,
        webhookBatch);
  }

  public NumberSpec withCallback(URI url, VerifyCallback verify) {
    return new NumberSpec(
        phoneNumberId,
        displayPhoneNumber,
        verifiedName,
        wabaId,
        accessToken,
        appSecret,
        verifyToken,
        url,
        verify,
        linked,
        statuses,
        reply,
        limits,
        webhookBatch);
  }

  public NumberSpec withIdentity(String displayPhoneNumber, String verifiedName, String wabaId) {
    return new NumberSpec(
        phoneNumberId,
        displayPhoneNumber,
        verifiedName,
        wabaId,
        accessToken,
        appSecret,
        verifyToken,
        callbackUrl,
        verifyCallback,
        linked,
        statuses,
        reply,
        limits,
        webhookBatch);
  }

  public NumberSpec withStatuses(StatusPlan statuses) {
    return new NumberSpec(
        phoneNumberId,
        displayPhoneNumber,
        verifiedName,
        wabaId,
        accessToken,
        appSecret,
        verifyToken,
        callbackUrl,
        verifyCallback,
        linked,
        statuses,
        reply,
        limits,
        webhookBatch);
  }

  public NumberSpec withReply(ReplyPlan reply) {
    return new NumberSpec(
        phoneNumberId,
        displayPhoneNumber,
        verifiedName,
        wabaId,
        accessToken,
        appSecret,
        verifyToken,
        callbackUrl,
        verifyCallback,
        linked,
        statuses,
        reply,
        limits,
        webhookBatch);
  }

  public NumberSpec withLimits(Limits limits) {
    return new NumberSpec(
        phoneNumberId,
        displayPhoneNumber,
        verifiedName,
        wabaId,
        accessToken,
        appSecret,
        verifyToken,
        callbackUrl,
        verifyCallback,
        linked,
        statuses,
        reply,
        limits,
        webhookBatch);
  }

  public NumberSpec withLinked(boolean isLinked) {
    return new NumberSpec(
        phoneNumberId,
        displayPhoneNumber,
        verifiedName,
        wabaId,
        accessToken,
        appSecret,
        verifyToken,
        callbackUrl,
        verifyCallback,
        isLinked,
        statuses,
        reply,
        limits,
        webhookBatch);
  }

  @Override
  public String toString() {
    return "NumberSpec[" + phoneNumberId + "]";
  }
}
