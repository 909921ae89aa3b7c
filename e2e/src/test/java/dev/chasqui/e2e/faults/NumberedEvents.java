package dev.chasqui.e2e.faults;

import dev.chasqui.access.Account;
import dev.chasqui.messaging.AvroConfig;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.Identity;
import dev.chasqui.schemas.MessageReceived;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Received messages, published as inbound-service does it, to some chats of some accounts. The text
 * of each is its number, counted from 0, so that it is known whatever it is called. For one thread.
 */
final class NumberedEvents implements AutoCloseable {

  private static final int CHATS = 20;

  private final List<Account> accounts;
  private final Random random;
  private final SchemaRegistryClient registry;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AvroPublisher<WhatsAppEvent> publisher;
  private final List<Published> published = new ArrayList<>();

  /**
   * An event that is on its topic.
   *
   * @param chat and account
   */
  record Published(String id, long account, String chat) {}

  NumberedEvents(Testbed bed, List<Account> accounts, Random random) {
    this.accounts = accounts;
    this.random = random;
    this.registry = SchemaRegistryClient.from(Map.of(AvroConfig.REGISTRY_URL, bed.registryUrl()));
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bed.kafka()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.publisher = new AvroPublisher<>(producer, new AvroSerializer<WhatsAppEvent>(registry));
  }

  /** Returns once the broker has them all. */
  void publish(int count) {
    List<OutgoingRecord<WhatsAppEvent>> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long account = accounts.get(random.nextInt(accounts.size())).id();
      WhatsAppEvent event = event(account, published.size());
      String key = account + ":" + event.getChatId();
      records.add(new OutgoingRecord<>(Topics.EVENTS, key, event));
      published.add(new Published(event.getId(), account, key));
    }
    publisher.publishAll(records);
  }

  private WhatsAppEvent event(long account, int number) {
    String person = Integer.toString(573_000_000 + random.nextInt(CHATS));
    return WhatsAppEvent.newBuilder()
        .setId("evt_" + UUID.randomUUID())
        .setType("message")
        .setAccountId(account)
        .setChatId(person)
        .setTimestamp(Instant.now())
        .setReceivedAt(Instant.now())
        .setMessage(
            MessageReceived.newBuilder()
                .setMessageId("wamid." + number)
                .setFrom(Identity.newBuilder().setPhone(person).setRaw(person).build())
                .setTo("15550009999")
                .setType("text")
                .setBody(Integer.toString(number))
                .build())
        .build();
  }

  /** All so far, by their number. */
  List<Published> published() {
    return published;
  }

  @Override
  public void close() {
    producer.close();
    registry.close();
  }
}
