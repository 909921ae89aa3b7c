package dev.chasqui.relay.subscription;

import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.access.Clients;
import dev.chasqui.access.Secret;
import dev.chasqui.relay.post.SigningKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * What callers do with their subscriptions. A caller sees those that keys of its account
 * registered; an unknown one and another's are the same to it: 404. Thread-safe.
 */
public final class Webhooks {

  private static final int MOST_OF_AN_ACCOUNT = 100;

  private final Subscriptions subscriptions;
  private final SubscriptionDirectory directory;
  private final Accounts accounts;
  private final Clients clients;
  private final Ping ping;
  private final Clock clock;

  public Webhooks(
      Subscriptions subscriptions,
      SubscriptionDirectory directory,
      Accounts accounts,
      Clients clients,
      Ping ping,
      Clock clock) {
    this.subscriptions = subscriptions;
    this.directory = directory;
    this.accounts = accounts;
    this.clients = clients;
    this.ping = ping;
    this.clock = clock;
  }

  Subscription register(Caller caller, Registration asked) {
    Subscription subscription =
        new Subscription(
            NewIds.subscription(),
            caller.tenantId(),
            caller.accountId(),
            new TermsCheck(own(caller)).check(asked),
            SigningSecrets.of(secret(asked.secret())),
            true,
            null,
            null,
            now());
    ping.send(subscription);
    if (!subscriptions.add(subscription, MOST_OF_AN_ACCOUNT)) {
      throw ApiException.of(
          HttpStatus.BAD_REQUEST,
          "too_many_webhooks",
          WebhookText.TOO_MANY.with(MOST_OF_AN_ACCOUNT));
    }
    directory.changed(subscription);
    return subscription;
  }

  /** The one that was given, or a new one. */
  private static Secret secret(@Nullable String given) {
    return given == null ? SigningKey.newSecret() : new Secret(given);
  }

  private Belongings own(Caller caller) {
    return Belongings.of(caller, accounts, clients);
  }

  /** The caller's, the oldest first. */
  public List<Subscription> list(Caller caller) {
    return subscriptions.of(caller.tenantId(), caller.accountId());
  }

  /**
   * One of the caller's.
   *
   * @throws ApiException 404
   */
  public Subscription get(Caller caller, String id) {
    return find(caller, id).orElseThrow(() -> unknown(id));
  }

  /** What is said of one that is none of the caller's: 404. */
  public static ApiException unknown(String id) {
    return ApiException.notFound(WebhookText.NOT_FOUND.with(id));
  }

  /** One of the caller's, if it is. */
  public Optional<Subscription> find(Caller caller, String id) {
    return subscriptions
        .find(id)
        .filter(
            found ->
                found.tenantId() == caller.tenantId() && found.accountId() == caller.accountId());
  }

  /** Another address is asked first whether it is there. */
  Subscription change(Caller caller, String id, ObjectNode change) {
    Belongings own = own(caller);
    Subscription before = get(caller, id);
    Subscription asked = before.with(changed(before.terms(), change, own));
    if (!asked.terms().url().equals(before.terms().url())) {
      ping.send(asked);
    }
    // Once more: somebody else may have changed it, or deleted it, while the ping was on its way.
    Subscription after =
        subscriptions
            .change(id, terms -> changed(terms, change, own))
            .orElseThrow(() -> unknown(id));
    directory.changed(before);
    directory.changed(after);
    return after;
  }

  private static Terms changed(Terms before, ObjectNode change, Belongings own) {
    return new TermsCheck(own).check(merged(before, change));
  }

  private static Registration merged(Terms before, ObjectNode change) {
    if (change.has("secret")) {
      throw ApiException.invalid("secret", WebhookText.SECRET_IS_ROTATED);
    }
    try {
      return Registration.of(before).changed(change);
    } catch (JacksonException e) {
      throw ApiException.unreadable(e);
    }
  }

  void delete(Caller caller, String id) {
    Subscription subscription = get(caller, id);
    subscriptions.delete(subscription);
    directory.changed(subscription);
  }

  Subscription toggle(Caller caller, String id) {
    Subscription toggled =
        subscriptions.toggle(get(caller, id).id()).orElseThrow(() -> unknown(id));
    directory.changed(toggled);
    return toggled;
  }

  void ping(Caller caller, String id) {
    ping.send(get(caller, id));
  }

  Subscription rotate(Caller caller, String id, Rotation rotation) {
    Instant now = now();
    Instant oldUntil = now.plus(rotation.checked());
    Secret next = secret(rotation.secret());
    Subscription subscription = get(caller, id);
    Subscription rotated =
        subscriptions
            .changeSecrets(subscription.id(), secrets -> secrets.rotated(next, now, oldUntil))
            .orElseThrow(() -> unknown(id));
    directory.changed(rotated);
    return rotated;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
