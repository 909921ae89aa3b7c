package dev.chasqui.relay.replay;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.Caller;
import dev.chasqui.access.Times;
import dev.chasqui.access.WrongFields;
import dev.chasqui.access.text.FieldText;
import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.relay.delivery.EndpointClient;
import dev.chasqui.relay.log.Deliveries;
import dev.chasqui.relay.log.EventPlace;
import dev.chasqui.relay.subscription.NewIds;
import dev.chasqui.relay.subscription.Subscription;
import dev.chasqui.relay.subscription.Webhooks;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;

/** What callers do with replays of their own webhooks. Thread-safe. */
public final class ReplayDesk {

  private static final int MOST_SHOWN = 100;

  private final Webhooks webhooks;
  private final Replays replays;
  private final Deliveries deliveries;
  private final EventTopic topic;
  private final EndpointClient client;
  private final Clock clock;

  public ReplayDesk(
      Webhooks webhooks,
      Replays replays,
      Deliveries deliveries,
      EventTopic topic,
      EndpointClient client,
      Clock clock) {
    this.webhooks = webhooks;
    this.replays = replays;
    this.deliveries = deliveries;
    this.topic = topic;
    this.client = client;
    this.clock = clock;
  }

  /**
   * Begins one.
   *
   * @throws ApiException 400, 404, or 503 if Kafka does not answer
   */
  Replay begin(Caller caller, String webhookId, ReplayRequest request) {
    Subscription webhook = webhooks.get(caller, webhookId);
    WrongFields.refuseUnknown(ReplayRequest.class, request.unknownFields());
    Replay replay;
    try {
      replay = planned(webhook, request);
    } catch (KafkaException e) {
      throw Broker.away(e);
    }
    try {
      replays.add(replay);
    } catch (DuplicateKeyException e) {
      throw ApiException.of(HttpStatus.CONFLICT, "replay_running", ReplayText.STILL_RUNNING);
    }
    client.tryNow(webhook.id());
    return replay;
  }

  List<Replay> list(Caller caller, String webhookId) {
    return replays.of(webhooks.get(caller, webhookId).id(), MOST_SHOWN);
  }

  Replay get(Caller caller, String webhookId, String id) {
    return replays
        .find(webhooks.get(caller, webhookId).id(), id)
        .orElseThrow(() -> ApiException.notFound(ReplayText.NOT_FOUND.with(id)));
  }

  private Replay planned(Subscription webhook, ReplayRequest request) {
    Instant since = request.since() == null ? null : time(request.since());
    return new Replay(
        NewIds.replay(),
        webhook.id(),
        since,
        request.fromEventId(),
        Boolean.TRUE.equals(request.failedOnly()),
        clock.instant(),
        begin(webhook, since, request.fromEventId()),
        topic.ends(),
        0,
        0,
        null);
  }

  private List<Long> begin(
      Subscription webhook, @Nullable Instant since, @Nullable String eventId) {
    if (since != null && eventId == null) {
      return topic.placesAt(since);
    }
    if (since == null && eventId != null) {
      return from(webhook, eventId);
    }
    throw ApiException.invalid("since", ReplayText.ONE_BEGINNING);
  }

  private Instant time(String since) {
    Instant time =
        Times.read(since).orElseThrow(() -> ApiException.invalid("since", FieldText.TIME));
    if (time.isAfter(clock.instant())) {
      throw ApiException.invalid("since", ReplayText.IN_THE_FUTURE);
    }
    return time;
  }

  /** The event itself, and of the other partitions what was published at its time or later. */
  private List<Long> from(Subscription webhook, String eventId) {
    EventPlace place =
        deliveries
            .placeOf(eventId, webhook)
            .orElseThrow(() -> ApiException.invalid("fromEventId", ReplayText.UNKNOWN_EVENT));
    DecodedRecord<WhatsAppEvent> event =
        topic
            .read(place)
            .filter(found -> found.value().getId().equals(eventId))
            .orElseThrow(() -> ApiException.invalid("fromEventId", ReplayText.NOT_ON_THE_TOPIC));
    List<Long> places =
        new ArrayList<>(topic.placesAt(Instant.ofEpochMilli(event.raw().timestamp())));
    places.set(place.partition(), place.offset());
    return places;
  }
}
