package dev.chasqui.relay.subscription;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The REST resource webhooks of WhatsApp API Engine; a caller sees its own account's. */
@RestController
@RequestMapping("/api/webhooks")
public class WebhookController {

  private final Subscriptions subscriptions;
  private final SubscriptionDirectory directory;
  private final Clock clock;

  public WebhookController(
      Subscriptions subscriptions, SubscriptionDirectory directory, Clock clock) {
    this.subscriptions = subscriptions;
    this.directory = directory;
    this.clock = clock;
  }

  /** The {@code Success} of the API. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Success<T>(boolean success, String message, @Nullable T data) {}

  /**
   * A subscription as callers see it.
   *
   * @param secret only in the answer to its registration
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Webhook(
      String id,
      URI url,
      List<String> events,
      boolean active,
      Instant createdAt,
      @Nullable String secret) {

    static Webhook of(Subscription subscription) {
      return of(subscription, null);
    }

    static Webhook of(Subscription subscription, @Nullable String secret) {
      return new Webhook(
          subscription.id(),
          subscription.url(),
          subscription.events(),
          subscription.active(),
          subscription.createdAt(),
          secret);
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
      return "Webhook[id=" + id + "]";
    }
  }

  @PostMapping("/register")
  @ResponseStatus(HttpStatus.CREATED)
  Success<Webhook> register(
      @AuthenticationPrincipal Caller caller, @RequestBody Registration registration) {
    URI url = registration.checked();
    Subscription subscription =
        new Subscription(
            NewIds.subscription(),
            caller.tenantId(),
            caller.accountId(),
            url,
            registration.patterns(),
            NewIds.secretOr(registration.secret()),
            true,
            clock.instant().truncatedTo(ChronoUnit.MILLIS));
    subscriptions.add(subscription);
    directory.changed(subscription);
    return new Success<>(
        true, "Webhook registered", Webhook.of(subscription, subscription.secret().value()));
  }

  @GetMapping
  Success<List<Webhook>> list(@AuthenticationPrincipal Caller caller) {
    List<Webhook> webhooks =
        subscriptions.of(caller.tenantId(), caller.accountId()).stream().map(Webhook::of).toList();
    return new Success<>(true, webhooks.size() + " webhooks", webhooks);
  }

  @DeleteMapping("/{id}")
  Success<Webhook> delete(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    Subscription subscription = own(caller, id);
    subscriptions.delete(subscription);
    directory.changed(subscription);
    return new Success<>(true, "Webhook deleted", null);
  }

  @PostMapping("/{id}/toggle")
  Success<Webhook> toggle(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
    Subscription subscription = own(caller, id);
    subscriptions.setActive(subscription, !subscription.active());
    directory.changed(subscription);
    return new Success<>(
        true,
        subscription.active() ? "Webhook switched off" : "Webhook switched on",
        Webhook.of(own(caller, id)));
  }

  private Subscription own(Caller caller, String id) {
    return subscriptions
        .find(id)
        .filter(
            found ->
                found.tenantId() == caller.tenantId() && found.accountId() == caller.accountId())
        .orElseThrow(() -> ApiException.notFound("Webhook " + id));
  }
}
