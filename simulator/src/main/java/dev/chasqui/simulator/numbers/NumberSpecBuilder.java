package dev.chasqui.simulator.numbers;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Puts a {@link NumberSpec} together. Not thread-safe. */
final class NumberSpecBuilder {
  private final String phoneNumberId;
  @Nullable String displayPhoneNumber;
  @Nullable String verifiedName;
  @Nullable String wabaId;
  @Nullable String accessToken;
  @Nullable String appSecret;
  @Nullable String verifyToken;
  @Nullable URI callbackUrl;
  @Nullable VerifyCallback verifyCallback;
  @Nullable Boolean linked;
  @Nullable Boolean scanned;
  @Nullable StatusPlan statuses;
  @Nullable ReplyPlan reply;
  @Nullable Limits limits;
  @Nullable Integer webhookBatch;
  private @Nullable Boolean fetchLinks;

  NumberSpecBuilder(String phoneNumberId) {
    this.phoneNumberId = phoneNumberId;
  }

  NumberSpecBuilder(NumberSpec spec) {
    this(spec.phoneNumberId());
    displayPhoneNumber = spec.displayPhoneNumber();
    verifiedName = spec.verifiedName();
    wabaId = spec.wabaId();
    accessToken = spec.accessToken();
    appSecret = spec.appSecret();
    verifyToken = spec.verifyToken();
    callbackUrl = spec.callbackUrl();
    verifyCallback = spec.verifyCallback();
    linked = spec.linked();
    scanned = spec.scanned();
    statuses = spec.statuses();
    reply = spec.reply();
    limits = spec.limits();
    webhookBatch = spec.webhookBatch();
    fetchLinks = spec.fetchLinks();
  }

  NumberSpec build() {
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
        scanned,
        statuses,
        reply,
        limits,
        webhookBatch,
        fetchLinks);
  }
}
