package dev.chasqui.relay.replay;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.relay.delivery.EndpointClient;
import dev.chasqui.relay.delivery.Repeats;
import dev.chasqui.relay.log.DeliveryDesk;
import dev.chasqui.relay.log.DeliveryStatus;
import dev.chasqui.relay.log.LoggedDelivery;
import dev.chasqui.relay.subscription.NewIds;
import dev.chasqui.relay.subscription.Subscriptions;
import dev.chasqui.schemas.WhatsAppEvent;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionOperations;

/** Delivers one event once more to the webhook that it went to. Thread-safe. */
public final class Redelivery {

  private final DeliveryDesk desk;
  private final Subscriptions subscriptions;
  private final EndpointClient client;
  private final Repeats repeats;
  private final EventTopic topic;
  private final TransactionOperations transactions;
  private final JdbcOperations jdbc;

  public Redelivery(
      DeliveryDesk desk,
      Subscriptions subscriptions,
      EndpointClient client,
      Repeats repeats,
      EventTopic topic,
      TransactionOperations transactions,
      JdbcOperations jdbc) {
    this.desk = desk;
    this.subscriptions = subscriptions;
    this.client = client;
    this.repeats = repeats;
    this.topic = topic;
    this.transactions = transactions;
    this.jdbc = jdbc;
  }

  /**
   * The id of the delivery that is on its way now: a new one, or the same if it was pending.
   *
   * @throws ApiException 404; 410 if the event is no longer kept; 503 if Kafka does not answer
   */
  String redeliver(Caller caller, String deliveryId) {
    DeliveryDesk.Found found = desk.find(caller, deliveryId);
    client.tryNow(found.to().id());
    subscriptions.release(found.to().id());
    boolean pending = found.delivery().status() == DeliveryStatus.PENDING;
    return pending && inTransaction(tx -> repeats.bringForward(tx, found.delivery()))
        ? deliveryId
        : again(found);
  }

  private String again(DeliveryDesk.Found found) {
    String replayId = NewIds.replay();
    return kept(found, replayId)
        .or(() -> fromTopic(found, replayId))
        .map(UUID::toString)
        .orElseThrow(() -> ApiException.of(HttpStatus.GONE, "event_gone", ReplayText.EVENT_GONE));
  }

  private Optional<UUID> kept(DeliveryDesk.Found found, String replayId) {
    return inTransaction(tx -> repeats.repeatKept(tx, found.delivery(), found.to(), replayId));
  }

  private Optional<UUID> fromTopic(DeliveryDesk.Found found, String replayId) {
    return event(found.delivery())
        .flatMap(
            event ->
                inTransaction(
                    tx ->
                        repeats.repeat(tx, List.of(event), found.to(), replayId, false).stream()
                            .findFirst()));
  }

  /** Empty as well if it is another one: the topic was made anew. */
  private Optional<DecodedRecord<WhatsAppEvent>> event(LoggedDelivery delivery) {
    try {
      return topic
          .read(delivery.place())
          .filter(event -> event.value().getId().equals(delivery.eventId()));
    } catch (KafkaException e) {
      throw Broker.away(e);
    }
  }

  private <T> T inTransaction(ConnectionCallback<T> work) {
    return Objects.requireNonNull(transactions.execute(_ -> jdbc.execute(work)));
  }
}
