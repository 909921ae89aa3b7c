package dev.chasqui.relay;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.Secret;
import dev.chasqui.access.Tenants;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A running relay, with short times. */
final class RelayFixture implements AutoCloseable {

  private static final String MASTER_KEY = "0123456789abcdef".repeat(4);
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static @Nullable RelayFixture shared;

  final TestDatabase database;
  final JdbcClient jdbc;
  private final ConfigurableApplicationContext service;

  private RelayFixture(TestDatabase database, String kafka, String... more) {
    this.database = database;
    this.jdbc = JdbcClient.create(database.dataSource());
    List<String> arguments = new ArrayList<>();
    arguments.add("--spring.config.name=chasqui,relay");
    arguments.add("--server.port=0");
    arguments.add("--spring.datasource.url=" + database.jdbcUrl());
    arguments.add("--spring.datasource.username=" + database.username());
    arguments.add("--spring.datasource.password=" + database.password());
    arguments.add("--spring.datasource.hikari.connection-timeout=1000");
    arguments.add("--chasqui.master-key=" + MASTER_KEY);
    arguments.add("--chasqui.kafka.bootstrap-servers=" + kafka);
    arguments.add("--chasqui.schema-registry.url=" + TestServers.registry().url());
    arguments.add("--chasqui.relay.attempt-timeout=1s");
    arguments.add("--chasqui.relay.retries=200ms,300ms,400ms");
    arguments.addAll(Arrays.asList(more));
    this.service =
        new SpringApplicationBuilder(RelayApplication.class).run(arguments.toArray(String[]::new));
  }

  /** The one that tests share; it runs until the JVM ends. */
  static synchronized RelayFixture shared() {
    RelayFixture fixture = shared;
    if (fixture == null) {
      fixture = on(TestServers.newDatabase(), TestServers.kafka().bootstrapServers());
      shared = fixture;
    }
    return fixture;
  }

  static RelayFixture on(TestDatabase database, String kafka, String... more) {
    return new RelayFixture(database, kafka, more);
  }

  String url() {
    return "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
  }

  /** A new tenant with an account and a key. */
  Client newClient() {
    long tenant = service.getBean(Tenants.class).create("tenant");
    Secret secret = new Secret("secret");
    Account account =
        service
            .getBean(Accounts.class)
            .create(
                new Account(
                    0,
                    tenant,
                    Account.Kind.CLOUD_API,
                    "15550009999",
                    "http://127.0.0.1:1",
                    "v25.0",
                    "number-" + NUMBERS.incrementAndGet(),
                    new Account.Secrets(secret, secret, secret),
                    true));
    String key = service.getBean(ApiKeys.class).issue(tenant, account.id()).value();
    return new Client(url(), account.id(), key);
  }

  /** Puts events on the topic as inbound-service does, all at once. */
  void publish(List<WhatsAppEvent> events) {
    Producer<byte[], byte[]> producer = producer();
    SchemaRegistryClient registry = service.getBean(SchemaRegistryClient.class);
    new AvroPublisher<>(producer, new AvroSerializer<WhatsAppEvent>(registry))
        .publishAll(
            events.stream()
                .map(
                    event ->
                        new OutgoingRecord<>(
                            Topics.EVENTS,
                            event.getAccountId() + ":" + event.getChatId(),
                            event,
                            Map.of()))
                .toList());
  }

  void publish(WhatsAppEvent... events) {
    publish(List.of(events));
  }

  private Producer<byte[], byte[]> producer() {
    ResolvableType type =
        ResolvableType.forType(new ParameterizedTypeReference<Producer<byte[], byte[]>>() {});
    return service.<Producer<byte[], byte[]>>getBeanProvider(type).getObject();
  }

  /** How often an event was attempted at any subscription, in the log of attempts. */
  List<Map<String, @Nullable Object>> attempts(String eventId) {
    return jdbc.sql("select * from relay.attempt where event_id = ? order by attempt_id")
        .param(eventId)
        .query()
        .listOfRows();
  }

  @Override
  public void close() {
    service.close();
  }
}
