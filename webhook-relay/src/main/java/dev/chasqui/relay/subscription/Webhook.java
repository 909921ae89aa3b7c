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
 * @param secret only in the answers to its registration and rotation
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
    @Nullable String description,
    boolean active,
    Instant createdAt,
    @Nullable Instant oldSecretsValidUntil,
    @Nullable String secret) {

  static Webhook of(Subscription subscription, Instant now) {
    return of(subscription, now, null);
  }

  static Webhook withSecret(Subscription subscription, Instant now) {
    return of(subscription, now, subscription.secrets().current().value());
  }

  private static Webhook of(Subscription subscription, Instant now, @Nullable String secret) {
    Terms terms = subscription.terms();
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
        terms.description(),
        subscription.active(),
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
