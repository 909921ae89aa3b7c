package dev.chasqui.relay.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.chasqui.chores.Chore;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WebhookDisabled;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.List;
import java.util.UUID;

/**
 * Publishes {@code webhook.disabled} for subscriptions that were disabled, until Kafka has it. Its
 * id says which and when, so one that is published twice is known as one. Thread-safe.
 */
public final class DisabledNotices implements Chore.Step {

  private static final int BATCH = 100;

  private final Subscriptions subscriptions;
  private final AvroPublisher<WhatsAppEvent> publisher;

  public DisabledNotices(Subscriptions subscriptions, AvroPublisher<WhatsAppEvent> publisher) {
    this.subscriptions = subscriptions;
    this.publisher = publisher;
  }

  @Override
  public boolean run() {
    List<Subscription> untold = subscriptions.disabledUntold(BATCH);
    publisher.publishAll(untold.stream().map(DisabledNotices::record).toList());
    untold.forEach(subscriptions::told);
    return untold.size() == BATCH;
  }

  private static OutgoingRecord<WhatsAppEvent> record(Subscription subscription) {
    String key = Long.toString(subscription.accountId());
    return new OutgoingRecord<>(Topics.EVENTS, key, event(subscription));
  }

  private static WhatsAppEvent event(Subscription subscription) {
    Disabled disabled = requireNonNull(subscription.disabled());
    String what = "webhook.disabled " + subscription.id() + " " + disabled.at();
    String id = UUID.nameUUIDFromBytes(what.getBytes(UTF_8)).toString().replace("-", "");
    return WhatsAppEvent.newBuilder()
        .setId("evt_" + id)
        .setType("webhook.disabled")
        .setAccountId(subscription.accountId())
        .setTimestamp(disabled.at())
        .setReceivedAt(disabled.at())
        .setWebhookDisabled(
            WebhookDisabled.newBuilder()
                .setWebhookId(subscription.id())
                .setAddress(subscription.terms().address())
                .setReason(disabled.reason().id())
                .setFailingSince(subscription.failingSince())
                .build())
        .build();
  }
}
