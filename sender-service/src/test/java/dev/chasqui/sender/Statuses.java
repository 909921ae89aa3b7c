package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.Ack;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageAck;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.SessionState;
import dev.chasqui.schemas.SessionStatus;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Statuses of messages as the inbound service publishes them. */
final class Statuses {

  private final Producer<byte[], byte[]> producer;
  private final AvroPublisher<WhatsAppEvent> publisher;

  Statuses(Producer<byte[], byte[]> producer, SchemaRegistryClient registry) {
    this.producer = producer;
    this.publisher = new AvroPublisher<>(producer, new AvroSerializer<>(registry));
  }

  /** WhatsApp's id of the message that a command became. */
  static String messageId(SendCommand command) {
    return "wamid." + command.getCommandId();
  }

  /** Publishes that a command's message has come this far. */
  void publish(SendCommand command, Ack ack) {
    publish(command, status(command, ack));
  }

  /** As {@link #publish(SendCommand, Ack)}, for a message with an id of its own. */
  void publish(SendCommand command, String messageId, Ack ack) {
    publish(command, status(command, ack).setMessageId(messageId));
  }

  /** Publishes that a command's message failed. */
  void publishFailed(SendCommand command, int graphCode, String why) {
    publish(command, status(command, Ack.ERROR).setProviderCode(graphCode).setErrorMessage(why));
  }

  /** Publishes what is no event. */
  void publishRubbish(SendCommand command) throws ExecutionException, InterruptedException {
    byte[] key = key(command).getBytes(UTF_8);
    producer.send(new ProducerRecord<>(Topics.EVENTS, key, new byte[] {1, 2, 3})).get();
  }

  private static MessageAck.Builder status(SendCommand command, Ack ack) {
    return MessageAck.newBuilder()
        .setMessageId(messageId(command))
        .setCommandId(command.getCommandId())
        .setRecipient(Identity.newBuilder().setPhone(command.getTo()).build())
        .setAck(ack);
  }

  private void publish(SendCommand command, MessageAck.Builder status) {
    WhatsAppEvent event =
        WhatsAppEvent.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setType("message.ack")
            .setAccountId(command.getAccountId())
            .setChatId(command.getTo())
            .setTimestamp(Instant.now())
            .setReceivedAt(Instant.now())
            .setAck(status.build())
            .build();
    publisher.publishAll(List.of(new OutgoingRecord<>(Topics.EVENTS, key(command), event)));
  }

  /** Publishes that an account's session changed at that time. */
  void publishSession(long accountId, SessionState state, Instant at) {
    WhatsAppEvent event =
        WhatsAppEvent.newBuilder()
            .setId(UUID.randomUUID().toString())
            .setType("session.status")
            .setAccountId(accountId)
            .setTimestamp(at)
            .setReceivedAt(at)
            .setSession(SessionStatus.newBuilder().setState(state).build())
            .build();
    publisher.publishAll(
        List.of(new OutgoingRecord<>(Topics.EVENTS, Long.toString(accountId), event)));
  }

  private static String key(SendCommand command) {
    return command.getAccountId() + ":" + command.getTo();
  }
}
