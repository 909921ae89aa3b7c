package dev.chasqui.relay.replay;

import dev.chasqui.access.ApiException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** What callers are told when Kafka does not answer. */
final class Broker {

  private static final Logger LOG = LoggerFactory.getLogger(Broker.class);

  private Broker() {}

  static ApiException away(KafkaException e) {
    LOG.warn("A REST call failed, Kafka does not answer: {}", e.toString());
    return ApiException.of(
        HttpStatus.SERVICE_UNAVAILABLE, "kafka_unavailable", ReplayText.KAFKA_AWAY);
  }
}
