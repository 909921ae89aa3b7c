package dev.chasqui.relay.log;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.Webhooks;
import java.util.List;
import java.util.UUID;

/**
 * What callers see of the log: deliveries to their own webhooks. One of another's and one that is
 * unknown are the same to them: 404. Thread-safe.
 */
public final class DeliveryDesk {

  private final Deliveries deliveries;
  private final Webhooks webhooks;

  public DeliveryDesk(Deliveries deliveries, Webhooks webhooks) {
    this.deliveries = deliveries;
    this.webhooks = webhooks;
  }

  /** A delivery and the webhook that it goes to. */
  public record Found(LoggedDelivery delivery, Subscription to) {}

  /**
   * One with all its attempts.
   *
   * @throws ApiException 404
   */
  public Found find(Caller caller, String id) {
    LoggedDelivery delivery = deliveries.find(parsed(id)).orElseThrow(() -> notFound(id));
    return webhooks
        .find(caller, delivery.subscriptionId())
        .map(webhook -> new Found(delivery, webhook))
        .orElseThrow(() -> notFound(id));
  }

  List<LoggedDelivery> search(Caller caller, DeliveryFilter filter) {
    List<String> own = webhooks.list(caller).stream().map(Subscription::id).toList();
    String wanted = filter.webhookId();
    if (wanted != null && !own.contains(wanted)) {
      throw Webhooks.unknown(wanted);
    }
    return deliveries.search(filter.checked(wanted == null ? own : List.of(wanted)));
  }

  private static UUID parsed(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw notFound(id);
    }
  }

  private static ApiException notFound(String id) {
    return ApiException.notFound(DeliveryText.NOT_FOUND.with(id));
  }
}
