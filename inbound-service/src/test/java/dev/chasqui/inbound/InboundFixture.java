package dev.chasqui.inbound;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.Secret;
import dev.chasqui.access.Tenants;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.Topics;
import dev.chasqui.schemas.WhatsAppEvent;
import dev.chasqui.testing.ConsumerGroup;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A running inbound service with one account, called as WhatsApp calls it. */
final class InboundFixture implements AutoCloseable {

  static final String APP_SECRET = "app-secret";
  static final String VERIFY_TOKEN = "verify-me";

  private static final String MASTER_KEY = "0123456789abcdef".repeat(4);

  /** Tests tell of days that are fixed; what is older than a year would soon be forgotten. */
  private static final String RETENTION = "36500d";

  private static final AtomicInteger PHONE_NUMBER_IDS = new AtomicInteger(1000);
  private static @Nullable InboundFixture shared;

  final TestDatabase database;
  final JdbcClient jdbc;
  final Account account;
  private final ConfigurableApplicationContext service;
  private final HttpClient http = HttpClient.newHttpClient();

  private InboundFixture(TestDatabase database, String kafka, String registry, String... more) {
    this.database = database;
    this.jdbc = JdbcClient.create(database.dataSource());
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--spring.config.name=chasqui,inbound");
    arguments.add("--server.port=0");
    arguments.add("--management.server.port=0");
    arguments.add("--spring.datasource.url=" + database.jdbcUrl());
    arguments.add("--spring.datasource.username=" + database.username());
    arguments.add("--spring.datasource.password=" + database.password());
    arguments.add("--chasqui.master-key=" + MASTER_KEY);
    arguments.add("--chasqui.http.rate-limit=0");
    // By its variable, so that a test may still give the property.
    arguments.add("--CHASQUI_HISTORY_RETENTION=" + RETENTION);
    arguments.add("--chasqui.kafka.bootstrap-servers=" + kafka);
    arguments.add("--chasqui.schema-registry.url=" + registry);
    this.service =
        new SpringApplicationBuilder(InboundApplication.class)
            .run(arguments.toArray(String[]::new));
    this.account = newAccount();
  }

  /** The one that tests share; it runs until the JVM ends. */
  static synchronized InboundFixture shared() {
    InboundFixture fixture = shared;
    if (fixture == null) {
      fixture = on(TestServers.kafka().bootstrapServers(), TestServers.registry().url());
      shared = fixture;
    }
    return fixture;
  }

  /** One of a test's own, with a database of its own. */
  static InboundFixture on(String kafka, String registry, String... more) {
    return new InboundFixture(TestServers.newDatabase(), kafka, registry, more);
  }

  /** One of a test's own, beside others on the same database. */
  static InboundFixture on(TestDatabase database, String kafka, String... more) {
    return new InboundFixture(database, kafka, TestServers.registry().url(), more);
  }

  /** Those that write the history, of all instances on a broker. */
  static ConsumerGroup history(String kafka) {
    return new ConsumerGroup(kafka, "chasqui-inbound-history");
  }

  /** Another account, of another tenant. */
  Account newAccount() {
    return newAccount(service.getBean(Tenants.class).create("tenant"));
  }

  /** Another account of a tenant. */
  Account newAccount(long tenant) {
    return newAccount(tenant, "http://127.0.0.1:1");
  }

  /** Another account of a tenant, whose WhatsApp is there. */
  Account newAccount(long tenant, String baseUrl) {
    String number = Integer.toString(PHONE_NUMBER_IDS.incrementAndGet());
    return service
        .getBean(Accounts.class)
        .create(
            new Account(
                0,
                tenant,
                Account.Kind.CLOUD_API,
                "1555000" + number,
                baseUrl,
                "v25.0",
                number,
                new Account.Secrets(
                    new Secret("token"), new Secret(APP_SECRET), new Secret(VERIFY_TOKEN)),
                true));
  }

  /** What Prometheus sees. */
  List<String> metrics() {
    String port = service.getEnvironment().getProperty("local.management.port");
    URI metrics = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
    return exchange(HttpRequest.newBuilder(metrics).build()).body().lines().toList();
  }

  String address(Object accountId) {
    return url() + "/webhooks/whatsapp/" + accountId;
  }

  String url() {
    return "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
  }

  /** The REST resources as whoever has a key of the account sees them. */
  ChatClient client(Account of) {
    String key = service.getBean(ApiKeys.class).issue(of.tenantId(), of.id()).value();
    return new ChatClient(url(), of, key);
  }

  /** A new account of a new tenant, and its key. */
  ChatClient newClient() {
    return client(newAccount());
  }

  /** Puts events onto the topic, as the inbound service does. */
  void tell(WhatsAppEvent... events) {
    SchemaRegistryClient registry = service.getBean(SchemaRegistryClient.class);
    new AvroPublisher<>(producer(), new AvroSerializer<WhatsAppEvent>(registry))
        .publishAll(
            Arrays.stream(events)
                .map(it -> new OutgoingRecord<>(Topics.EVENTS, key(it), it))
                .toList());
  }

  private static String key(WhatsAppEvent event) {
    return event.getAccountId() + ":" + event.getChatId();
  }

  /** Puts results onto the topic, as the sender does. */
  void tell(CommandResult... results) {
    SchemaRegistryClient registry = service.getBean(SchemaRegistryClient.class);
    new AvroPublisher<>(producer(), new AvroSerializer<CommandResult>(registry))
        .publishAll(
            Arrays.stream(results)
                .map(
                    it ->
                        new OutgoingRecord<>(Topics.RESULTS, Long.toString(it.getAccountId()), it))
                .toList());
  }

  /** What it measures, by name. */
  List<String> meters() {
    return service.getBean(MeterRegistry.class).getMeters().stream()
        .map(meter -> meter.getId().getName())
        .distinct()
        .toList();
  }

  Producer<byte[], byte[]> producer() {
    ResolvableType type =
        ResolvableType.forType(new ParameterizedTypeReference<Producer<byte[], byte[]>>() {});
    return service.<Producer<byte[], byte[]>>getBeanProvider(type).getObject();
  }

  int get(String address, StringBuilder answer) {
    HttpResponse<String> response =
        exchange(HttpRequest.newBuilder(URI.create(address)).GET().build());
    answer.append(response.body());
    return response.statusCode();
  }

  /** Calls as somebody who reads Spanish; gives the answer. */
  String getInSpanish(String address) {
    return exchange(
            HttpRequest.newBuilder(URI.create(address))
                .header("Accept-Language", "es-PE,es;q=0.9")
                .build())
        .body();
  }

  /** Calls as WhatsApp does, signed; gives the status. */
  int call(byte[] body) {
    return call(account.id(), signature(APP_SECRET, body), BodyPublishers.ofByteArray(body));
  }

  int call(String body) {
    return call(body.getBytes(StandardCharsets.UTF_8));
  }

  int call(Object accountId, @Nullable String signature, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(accountId)))
            .POST(body)
            .header("Content-Type", "application/json")
            .header("User-Agent", "facebookexternalua");
    if (signature != null) {
      request.header("X-Hub-Signature-256", signature);
    }
    return exchange(request.build()).statusCode();
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static String signature(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A webhook about an account; in its text ' stands for ". */
  static String webhook(Account about, String field, String content) {
    return """
        {'object':'whatsapp_business_account','entry':[{'id':'1','changes':[{'field':'%s','value':{
        'messaging_product':'whatsapp','metadata':{'display_phone_number':'15550009999',
        'phone_number_id':'%s'},%s}}]}]}"""
        .formatted(field, about.phoneNumberId(), content)
        .replace('\'', '"');
  }

  /** A webhook with one text message. */
  static String text(Account about, String messageId) {
    return webhook(
        about,
        "messages",
        "'messages':[{'from':'15550001111','id':'%s','timestamp':'1760000000','type':'text','text':{'body':'hi'}}]"
            .formatted(messageId));
  }

  @Override
  public void close() {
    service.close();
    http.close();
  }
}
