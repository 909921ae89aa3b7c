package dev.chasqui.relay.log;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Where an event is on {@code whatsapp.events}. Immutable. */
public record EventPlace(int partition, long offset) {

  public static EventPlace of(ConsumerRecord<?, ?> record) {
    return new EventPlace(record.partition(), record.offset());
  }
}
