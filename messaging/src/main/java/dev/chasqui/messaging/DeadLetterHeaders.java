package dev.chasqui.messaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * What a dead letter carries beside the headers it came with: spring-kafka's {@code kafka_dlt-*}
 * headers, in their names and formats, so that tools made for those work here too, and {@link
 * #REASON}. They are added, not replaced: of several with one name the last is the newest.
 */
public final class DeadLetterHeaders {

  /** The stable reason code, UTF-8: see {@link UndecodableReason#code()}. */
  public static final String REASON = "chasqui-dlt-reason";

  /**
   * How many bytes the record's value has, as text, where Kafka refused a dead letter of that size:
   * it has no key, no value and no headers of the record then, which is to be found in its topic.
   */
  public static final String LEFT_OUT = "chasqui-dlt-left-out";

  private static final int MESSAGE_LIMIT = 1_000;

  private DeadLetterHeaders() {}

  static void add(DeadLetter letter, String consumerGroup, Headers headers) {
    ConsumerRecord<?, ?> record = letter.record();
    Class<?> type = letter.cause() == null ? DeadLetter.class : letter.cause().getClass();
    headers
        .add(REASON, utf8(letter.reason()))
        .add(KafkaHeaders.DLT_ORIGINAL_TOPIC, utf8(record.topic()))
        .add(
            KafkaHeaders.DLT_ORIGINAL_PARTITION,
            ByteBuffer.allocate(Integer.BYTES).putInt(record.partition()).array())
        .add(KafkaHeaders.DLT_ORIGINAL_OFFSET, eightBytes(record.offset()))
        .add(KafkaHeaders.DLT_ORIGINAL_TIMESTAMP, eightBytes(record.timestamp()))
        .add(KafkaHeaders.DLT_ORIGINAL_TIMESTAMP_TYPE, utf8(record.timestampType().toString()))
        .add(KafkaHeaders.DLT_ORIGINAL_CONSUMER_GROUP, utf8(consumerGroup))
        .add(KafkaHeaders.DLT_EXCEPTION_FQCN, utf8(type.getName()))
        .add(KafkaHeaders.DLT_EXCEPTION_MESSAGE, utf8(shortened(letter.message())));
  }

  static void addLeftOut(DeadLetter letter, Headers headers) {
    byte[] value = letter.record().value();
    headers.add(LEFT_OUT, utf8(Integer.toString(value == null ? 0 : value.length)));
  }

  private static String shortened(String message) {
    return message.length() > MESSAGE_LIMIT ? message.substring(0, MESSAGE_LIMIT) + "…" : message;
  }

  private static byte[] eightBytes(long value) {
    return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
