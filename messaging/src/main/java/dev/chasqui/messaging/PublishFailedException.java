package dev.chasqui.messaging;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * The broker did not acknowledge a record in time, or refused it. After a time-out the record may
 * be in the topic all the same.
 */
public final class PublishFailedException extends KafkaException {

  private static final long serialVersionUID = 1L;

  private final String topic;

  PublishFailedException(String topic, String message, Throwable cause) {
    super(message, cause);
    this.topic = topic;
  }

  static PublishFailedException of(String topic, Throwable cause) {
    String message =
        "Kafka did not acknowledge a record for topic %s (%s): %s"
            .formatted(topic, cause.getClass().getSimpleName(), cause.getMessage());
    return new PublishFailedException(topic, message, cause);
  }

  public String topic() {
    return topic;
  }

  /**
   * Whether Kafka refuses this very record, for good: it is larger than its topic allows, say. To
   * try again would hold up for ever what comes behind it.
   */
  public boolean refused() {
    return switch (getCause()) {
      case RecordTooLargeException _, RecordBatchTooLargeException _ -> true;
      case InvalidRecordException _, InvalidTimestampException _ -> true;
      case null, default -> false;
    };
  }
}
