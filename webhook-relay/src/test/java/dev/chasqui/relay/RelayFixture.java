package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.Clients;
import dev.chasqui.access.Secret;
import dev.chasqui.access.SecretBox;
import dev.chasqui.access.Tenants;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.relay.delivery.Relay;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A running relay, with short times. */
final class RelayFixture implements AutoCloseable {

  /** The attempts in the log, a row each. */
  static final String ATTEMPTS =
      """
      (select d.delivery_id, d.event_id, d.subscription_id, d.replay_id, a.number, a.at,
         a."tookMs" as took_ms, a.address, a.status, a.answer, a.error,
         a."nextAttemptAt" as next_attempt_at
       from relay.delivery d cross join lateral jsonb_to_recordset(d.attempts) as a
         (number int, at timestamptz, "tookMs" int, address text, status int, answer text,
          error text, "nextAttemptAt" timestamptz)) attempt
      """;

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String MASTER_KEY = "0123456789abcdef".repeat(4);
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static @Nullable RelayFixture shared;

  final TestDatabase database;
  final JdbcClient jdbc;
  private final ConfigurableApplicationContext service;

  private RelayFixture(TestDatabase database, String kafka, Map<String, String> more) {
    this.database = database;
    this.jdbc = JdbcClient.create(database.dataSource());
    Map<String, String> settings = new HashMap<>();
    settings.put("spring.config.name", "chasqui,relay");
    settings.put("server.port", "0");
    settings.put("management.server.port", "0");
    settings.put("spring.datasource.url", database.jdbcUrl());
    settings.put("spring.datasource.username", database.username());
    settings.put("spring.datasource.password", database.password());
    settings.put("spring.datasource.hikari.connection-timeout", "1000");
    settings.put("chasqui.master-key", MASTER_KEY);
    settings.put("chasqui.kafka.bootstrap-servers", kafka);
    settings.put("chasqui.schema-registry.url", TestServers.registry().url());
    settings.put("chasqui.http.rate-limit", "0");
    settings.put("chasqui.relay.attempt-timeout", "3s");
    settings.put("chasqui.relay.retries", "200ms,300ms,400ms");
    settings.put("chasqui.relay.circuit.minimum-calls", "10");
    settings.put("chasqui.relay.circuit.open-time", "2s");
    settings.put("chasqui.relay.circuit.trial-calls", "2");
    // All tests share it, and have more subscriptions than are shown else.
    settings.put("chasqui.metrics.top-subscriptions", "10000");
    settings.put("chasqui.relay.allowed-receivers", "127.0.0.1");
    settings.putAll(more);
    this.service =
        new SpringApplicationBuilder(RelayApplication.class)
            .run(
                settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new));
  }

  /** The one that tests share; it runs until the JVM ends. */
  static synchronized RelayFixture shared() {
    RelayFixture fixture = shared;
    if (fixture == null) {
      fixture = on(TestServers.newDatabase(), TestServers.kafka().bootstrapServers(), Map.of());
      shared = fixture;
    }
    return fixture;
  }

  /**
   * One of a test's own.
   *
   * @param more settings, beside or instead of the usual ones
   */
  static RelayFixture on(TestDatabase database, String kafka, Map<String, String> more) {
    return new RelayFixture(database, kafka, more);
  }

  String url() {
    return "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
  }

  String managementUrl() {
    return "http://127.0.0.1:" + service.getEnvironment().getProperty("local.management.port");
  }

  /** A new tenant with an account and a key. */
  Client newClient() {
    return newClientOf(service.getBean(Tenants.class).create("tenant"));
  }

  /** A new account of a tenant, and a key. */
  Client newClientOf(long tenant) {
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
    return new Client(url(), tenant, account.id(), key);
  }

  /** Makes a client with id and secret, which encrypts the tenant's webhooks. */
  Clients.Credentials newCredentials(long tenant) {
    return service.getBean(Clients.class).create(tenant);
  }

  /** A secret as the database has it. */
  byte[] sealed(String secret) {
    return service.getBean(SecretBox.class).seal(new Secret(secret));
  }

  /** Puts events on the topic as inbound-service does, all at once. */
  void publish(List<WhatsAppEvent> events) {
    publish(events, Map.of());
  }

  void publish(WhatsAppEvent... events) {
    publish(List.of(events));
  }

  void publish(List<WhatsAppEvent> events, Map<String, String> headers) {
    SchemaRegistryClient registry = service.getBean(SchemaRegistryClient.class);
    new AvroPublisher<>(producer(), new AvroSerializer<WhatsAppEvent>(registry))
        .publishAll(events.stream().map(event -> record(event, headers)).toList());
  }

  private static OutgoingRecord<WhatsAppEvent> record(
      WhatsAppEvent event, Map<String, String> headers) {
    String key = event.getAccountId() + ":" + event.getChatId();
    return new OutgoingRecord<>(Topics.EVENTS, key, event, headers);
  }

  private Producer<byte[], byte[]> producer() {
    ResolvableType type =
        ResolvableType.forType(new ParameterizedTypeReference<Producer<byte[], byte[]>>() {});
    return service.<Producer<byte[], byte[]>>getBeanProvider(type).getObject();
  }

  /** Hands events to the relay as a consumer does, all in one batch, and waits for it. */
  void accept(List<WhatsAppEvent> events) {
    SchemaRegistryClient registry = service.getBean(SchemaRegistryClient.class);
    try (var serializer = new AvroSerializer<WhatsAppEvent>(registry)) {
      CompletableFuture<Boolean> done = new CompletableFuture<>();
      service
          .getBean(Relay.class)
          .accept(
              events.stream()
                  .map(event -> serializer.serialize(Topics.EVENTS, event))
                  .map(bytes -> new ConsumerRecord<>(Topics.EVENTS, 0, 0, new byte[0], bytes))
                  .toList(),
              () -> done.complete(true));
      assertThat(done).succeedsWithin(LIMIT);
    }
  }

  /** How often an event was attempted at any subscription, in the log of attempts. */
  List<Map<String, @Nullable Object>> attempts(String eventId) {
    return jdbc.sql("select * from " + ATTEMPTS + " where event_id = ? order by at, number")
        .param(eventId)
        .query()
        .listOfRows();
  }

  /** How an event's deliveries stand, and why they failed, in the log. */
  List<String> logged(String eventId) {
    return jdbc.sql(
            "select concat_ws(': ', status, reason) from relay.delivery where event_id = ?"
                + " order by delivery_id")
        .param(eventId)
        .query(String.class)
        .list();
  }

  /** Waits until each of these events has one delivery in the log, which stands so. */
  void awaitLogged(List<WhatsAppEvent> events, String standing) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(events)
                    .allSatisfy(
                        event -> assertThat(logged(event.getId())).containsExactly(standing)));
  }

  /** The state and the reason of an event's delivery, as the queue has them. */
  List<String> deliveries(String eventId) {
    return jdbc.sql(
            """
            select concat_ws(' ', state, reason) from relay.work_item
            where key like ? || ':%' order by key
            """)
        .param(eventId)
        .query(String.class)
        .list();
  }

  /**
   * Makes a call while another instance has changed something, and commits it only once the call
   * waits for it.
   */
  <T> T duringAnothersChange(Supplier<T> call, String... changes) {
    try (Connection other = database.dataSource().getConnection()) {
      JdbcClient its = JdbcClient.create(new SingleConnectionDataSource(other, true));
      other.setAutoCommit(false);
      Stream.of(changes).forEach(change -> its.sql(change).update());
      int backend = its.sql("select pg_backend_pid()").query(Integer.class).single();
      CompletableFuture<T> answer = CompletableFuture.supplyAsync(call);
      await().atMost(LIMIT).until(() -> isWaitedFor(backend) || answer.isDone());
      other.commit();
      return answer.join();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isWaitedFor(int backend) {
    return jdbc.sql(
            "select exists (select from pg_stat_activity where ? = any(pg_blocking_pids(pid)))")
        .param(backend)
        .query(Boolean.class)
        .single();
  }

  @Override
  public void close() {
    service.close();
  }
}
