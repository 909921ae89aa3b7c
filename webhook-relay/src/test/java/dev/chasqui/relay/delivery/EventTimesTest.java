package dev.chasqui.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.messaging.DecodedRecord;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class EventTimesTest {

  private static final Instant RECEIVED = Instant.parse("2026-11-29T12:00:00Z");

  private static DecodedRecord<WhatsAppEvent> event(Instant timestamp) {
    WhatsAppEvent event =
        WhatsAppEvent.newBuilder()
            .setId("evt_1")
            .setType("message")
            .setAccountId(1)
            .setTimestamp(timestamp)
            .setReceivedAt(RECEIVED)
            .build();
    return new DecodedRecord<>(
        event, new ConsumerRecord<>("whatsapp.events", 0, 0, new byte[0], new byte[0]));
  }

  @Test
  void theFirstOfThemCounts() {
    Instant first = RECEIVED.minusSeconds(60);

    assertThat(EventTimes.earliest(List.of(event(RECEIVED.minusSeconds(1)), event(first))))
        .isEqualTo(first);
  }

  @Test
  void ofAnEventWithoutATimeOfItsOwnNothingIsKnown() {
    assertThat(EventTimes.earliest(List.of(event(RECEIVED)))).isEqualTo(Instant.EPOCH);
    assertThat(EventTimes.earliest(List.of(event(RECEIVED.plusSeconds(7200)))))
        .isEqualTo(Instant.EPOCH);
  }
}
