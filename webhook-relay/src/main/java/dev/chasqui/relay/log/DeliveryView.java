package dev.chasqui.relay.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as callers see it; what there is not is left out.
 *
 * @param eventId also the {@code webhook-id} of its attempts
 * @param status {@code pending}, {@code delivered} or {@code failed}
 * @param createdAt when the delivery was made
 * @param attemptCount how often it was tried
 * @param lastAttempt the last one, in a list
 * @param attempts all, when one delivery is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
    UUID id,
    String webhookId,
    String eventId,
    String type,
    long accountId,
    @Nullable String chatId,
    @Nullable String replayId,
    String status,
    @Nullable String reason,
    Instant createdAt,
    int attemptCount,
    @Nullable LoggedAttempt lastAttempt,
    @Nullable List<LoggedAttempt> attempts) {

  /** With the last attempt. */
  static DeliveryView brief(LoggedDelivery delivery) {
    List<LoggedAttempt> attempts = delivery.attempts();
    return of(delivery, attempts.isEmpty() ? null : attempts.getLast(), null);
  }

  /** With all attempts. */
  public static DeliveryView whole(LoggedDelivery delivery) {
    return of(delivery, null, delivery.attempts());
  }

  private static DeliveryView of(
      LoggedDelivery delivery,
      @Nullable LoggedAttempt last,
      @Nullable List<LoggedAttempt> attempts) {
    return new DeliveryView(
        delivery.id(),
        delivery.subscriptionId(),
        delivery.eventId(),
        delivery.eventType(),
        delivery.accountId(),
        delivery.chatId(),
        delivery.replayId(),
        delivery.status().id(),
        delivery.reason(),
        DeliveryIds.madeAt(delivery.id()),
        delivery.attemptCount(),
        last,
        attempts);
  }
}
