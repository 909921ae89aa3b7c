package dev.chasqui.messaging;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be used, and why.
 *
 * @param record as consumed
 * @param reason a stable, machine-readable code of lower-case words joined by hyphens
 * @param message for people; must not quote the record's content
 * @param cause what was thrown, if something was
 */
public record DeadLetter(
    ConsumerRecord<byte[], byte[]> record,
    String reason,
    String message,
    @Nullable Throwable cause) {

  public DeadLetter(ConsumerRecord<byte[], byte[]> record, String reason, String message) {
    this(record, reason, message, null);
  }

  static DeadLetter of(ConsumerRecord<byte[], byte[]> record, UndecodableRecordException cause) {
    return new DeadLetter(record, cause.reason().code(), String.valueOf(cause.getMessage()), cause);
  }

  String place() {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }
}
