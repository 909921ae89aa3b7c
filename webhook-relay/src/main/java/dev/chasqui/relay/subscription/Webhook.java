package dev.chasqui.relay.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as callers see it. Immutable.
 *
 * @param headers only their names: values may be secret
 * @param circuit of the instance that answers: {@code open} while the URL is left alone since it
 *     keeps failing, {@code half_open} while it is tried again, else {@code closed}
 * @param secret only in the answers to its registration and rotation
 * @param disabledAt when it was disabled by us; null if it was not
 * @param disabledReason {@code gone} (its URL answered 410) or {@code failing} (for days, without a
 *     success)
 * @param failingSince the first failure after the last success; null if that was none
 * @param oldSecretsValidUntil until when an old secret signs too; null if none does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Webhook(
    String id,
    URI url,
    List<String> events,
    List<Long> accounts,
    String encryption,
    @Nullable String clientId,
    Set<String> headers,
    @Nullable Double ratePerSecond,
    String order,
    long retentionHours,
    String whenOff,
    @Nullable String description,
    boolean active,
    @Nullable Instant disabledAt,
    @Nullable String disabledReason,
    @Nullable Instant failingSince,
    String circuit,
    Instant createdAt,
    @Nullable Instant oldSecretsValidUntil,
    @Nullable String secret) {

  static Webhook of(Subscription subscription, String circuit, Instant now) {
    return of(subscription, circuit, now, null);
  }

  static Webhook withSecret(Subscription subscription, String circuit, Instant now) {
    return of(subscription, circuit, now, subscription.secrets().current().value());
  }

  private static Webhook of(
      Subscription subscription, String circuit, Instant now, @Nullable String secret) {
    Terms terms = subscription.terms();
    Disabled disabled = subscription.disabled();
    return new Webhook(
        subscription.id(),
        terms.url(),
        terms.events(),
        terms.accounts(),
        terms.encryption().id(),
        terms.clientId(),
        terms.headers().keySet(),
        terms.ratePerSecond(),
        terms.order().id(),
        terms.retention().toHours(),
        terms.whenOff().id(),
        terms.description(),
        subscription.active(),
        disabled == null ? null : disabled.at(),
        disabled == null ? null : disabled.reason().id(),
        subscription.failingSince(),
        circuit,
        subscription.createdAt(),
        subscription.secrets().oldValidUntil(now).orElse(null),
        secret);
  }

  /** Leaves out the secret. */
  @Override
  public String toString() {
    return "Webhook[id=" + id + "]";
  }
}
