package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.AdminPort;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.Secret;
import dev.chasqui.access.Tenants;
import dev.chasqui.messaging.AvroPublisher;
import dev.chasqui.messaging.AvroSerializer;
import dev.chasqui.messaging.KafkaClients;
import dev.chasqui.messaging.KafkaSettings;
import dev.chasqui.messaging.OutgoingRecord;
import dev.chasqui.messaging.RegistryConfig;
import dev.chasqui.messaging.SchemaRegistryClient;
import dev.chasqui.schemas.CommandResult;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.schemas.Topics;
import dev.chasqui.sender.command.Cancellation;
import dev.chasqui.sender.command.Cancellations;
import dev.chasqui.simulator.Simulator;
import dev.chasqui.simulator.SimulatorSettings;
import dev.chasqui.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** A running sender, a simulator, and a backend that produces commands and reads results. */
final class SenderFixture implements AutoCloseable {

  static final String TOKEN = "test-token";
  static final String ADMIN_TOKEN = "an admin token for tests".replace(' ', '-').repeat(2);

  /** Longer than the machine stands still now and then, or what was sent would end as unknown. */
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration LEASE_MARGIN = Duration.ofSeconds(2);

  /** How long a command is one process's alone. */
  static final Duration LEASE = CALL_TIMEOUT.plus(LEASE_MARGIN);

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final AtomicInteger FIXTURES = new AtomicInteger();

  /** Where this one's sender keeps files while they are sent on; no other's does. */
  final Path uploads =
      Path.of("target", "uploads", "" + FIXTURES.incrementAndGet()).toAbsolutePath();

  final TestDatabase database;
  final String bootstrapServers;
  final SimulatorControl whatsapp;
  final ResultTopic results;
  final Statuses statuses;
  private final String registryUrl;
  private final List<String> settings;
  private final Simulator simulator = Simulator.start(SimulatorSettings.onPort(0));
  private final SchemaRegistryClient registry;
  private final Producer<byte[], byte[]> producer;
  private final AvroSerializer<SendCommand> serializer;
  private final AvroPublisher<SendCommand> commands;
  private ConfigurableApplicationContext sender;

  /**
   * @param settings beyond those that all have, or instead of them, {@code --key=value}
   */
  SenderFixture(
      String bootstrapServers, String registryUrl, TestDatabase database, String... settings) {
    this.settings = List.of(settings);
    this.bootstrapServers = bootstrapServers;
    this.registryUrl = registryUrl;
    this.database = database;
    this.whatsapp = new SimulatorControl(simulator.url());
    this.registry = new SchemaRegistryClient(RegistryConfig.of(registryUrl));
    this.producer = KafkaClients.producer(new KafkaSettings(bootstrapServers), "backend");
    this.serializer = new AvroSerializer<>(registry);
    this.commands = new AvroPublisher<>(producer, serializer);
    this.sender = runSender();
    this.results = new ResultTopic(bootstrapServers, registry);
    this.statuses = new Statuses(producer, registry);
    awaitNewsAreHeard();
  }

  private ConfigurableApplicationContext runSender() {
    return new SpringApplicationBuilder(SenderApplication.class)
        .properties("spring.config.name=chasqui,sender")
        .registerShutdownHook(false)
        .run(arguments());
  }

  /** Otherwise a test's status might come only when its command's time is over. */
  private void awaitNewsAreHeard() {
    var news = sender.getBean("senderNews", ConcurrentMessageListenerContainer.class);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !Objects.requireNonNull(news.getAssignedPartitions()).isEmpty());
  }

  private String[] arguments() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--chasqui.admin.port=0",
                "--chasqui.admin.token=" + ADMIN_TOKEN,
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--spring.datasource.hikari.connection-timeout=2000",
                "--chasqui.master-key=" + "0123456789abcdef".repeat(4),
                "--chasqui.kafka.bootstrap-servers=" + bootstrapServers,
                "--chasqui.kafka.properties.session.timeout.ms=6000",
                "--chasqui.schema-registry.url=" + registryUrl,
                "--chasqui.http.rate-limit=0",
                "--chasqui.sender.connect-timeout=1s",
                "--chasqui.sender.call-timeout=" + CALL_TIMEOUT,
                "--chasqui.sender.lease-margin=" + LEASE_MARGIN,
                "--chasqui.sender.unknown-patience=5s",
                "--chasqui.sender.circuit.failure-rate=80",
                "--chasqui.sender.circuit.minimum-calls=10",
                "--chasqui.sender.circuit.open-time=3s",
                "--chasqui.sender.circuit.trial-calls=2",
                "--chasqui.sender.uploads.directory=" + uploads,
                "--chasqui.sender.uploads.timeout=15s"));
    return instead(arguments, settings).toArray(String[]::new);
  }

  private static List<String> instead(List<String> arguments, List<String> own) {
    List<String> all = new ArrayList<>(arguments);
    all.removeIf(it -> own.stream().anyMatch(other -> key(other).equals(key(it))));
    all.addAll(own);
    return all;
  }

  private static String key(String argument) {
    return argument.substring(0, argument.indexOf('='));
  }

  void stopSender() {
    sender.close();
  }

  void startSender() {
    sender = runSender();
  }

  /**
   * Starts a second sender in a process of its own, which has 256 MB of heap; the caller ends it.
   *
   * @param own settings beyond those of the first one, or instead of them
   */
  Process startSenderProcess(Path log, String... own) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SenderApplication.class.getName());
    command.addAll(instead(List.of(arguments()), List.of(own)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** An account whose number is on the simulator. */
  TestAccount newAccount() {
    return newAccount(simulator.url().toString());
  }

  /** An account whose number is to be on the simulator at another address. */
  TestAccount newAccount(String baseUrl) {
    return newAccount(baseUrl, Account.Kind.SIMULATOR);
  }

  /** An account of the Cloud API, for which the simulator stands in. */
  TestAccount newCloudAccount() {
    return newAccount(simulator.url().toString(), Account.Kind.CLOUD_API);
  }

  /** An account whose token WhatsApp does not know. */
  TestAccount newUnauthorisedAccount() {
    return newAccount(
        simulator.url().toString(), Account.Kind.SIMULATOR, new Secret("another-token"));
  }

  private TestAccount newAccount(String baseUrl, Account.Kind kind) {
    return newAccount(baseUrl, kind, new Secret(TOKEN));
  }

  /** Another account of the same tenant. */
  TestAccount newAccountBeside(TestAccount account) {
    return newAccount(
        tenantOf(account), simulator.url().toString(), Account.Kind.SIMULATOR, new Secret(TOKEN));
  }

  /** Switches an account off; others may see it a little later. */
  void disable(TestAccount account) {
    database.execute(
        "update access.account set enabled = false where account_id = " + account.id());
  }

  private TestAccount newAccount(String baseUrl, Account.Kind kind, Secret token) {
    long tenant = sender.getBean(Tenants.class).create("Test " + NUMBERS.incrementAndGet());
    return newAccount(tenant, baseUrl, kind, token);
  }

  private TestAccount newAccount(long tenant, String baseUrl, Account.Kind kind, Secret token) {
    String phoneNumberId = "10000000" + (1000 + NUMBERS.incrementAndGet());
    whatsapp.addNumber(phoneNumberId, TOKEN);
    Account account =
        new Account(
            0,
            tenant,
            kind,
            "1999" + phoneNumberId.substring(5),
            baseUrl,
            "v25.0",
            phoneNumberId,
            new Account.Secrets(token, token, token),
            true);
    return new TestAccount(sender.getBean(Accounts.class).create(account).id(), phoneNumberId);
  }

  /** Lets an account's messages go to the shared simulator, soon. */
  void moveToSimulator(TestAccount account) {
    database.execute(
        "update access.account set base_url = '%s' where account_id = %d"
            .formatted(simulator.url(), account.id()));
  }

  /** A key that opens the REST resources for an account. */
  String newApiKey(TestAccount account) {
    return sender.getBean(ApiKeys.class).issue(tenantOf(account), account.id()).value();
  }

  private long tenantOf(TestAccount account) {
    return sender.getBean(Accounts.class).find(account.id()).map(Account::tenantId).orElseThrow();
  }

  /** A part of the sender that runs. */
  <T> T bean(Class<T> type) {
    return sender.getBean(type);
  }

  /** Cancels commands of an account. */
  Map<String, Cancellation> cancel(TestAccount account, String... commandIds) {
    return sender.getBean(Cancellations.class).cancel(account.id(), List.of(commandIds));
  }

  /** Where the REST resources are. */
  String restUrl() {
    return "http://127.0.0.1:" + sender.getEnvironment().getProperty("local.server.port");
  }

  /** Where the admin API is. */
  String adminUrl() {
    return "http://127.0.0.1:" + sender.getBean(AdminPort.class).number();
  }

  /** Where the simulator is. */
  String simulatorUrl() {
    return simulator.url().toString();
  }

  /** What Prometheus sees at the management port, line by line. */
  List<String> metrics() throws IOException {
    var port = sender.getEnvironment().getProperty("local.management.port");
    URI metrics = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
    try (InputStream answer = metrics.toURL().openStream()) {
      return new String(answer.readAllBytes(), UTF_8).lines().toList();
    }
  }

  /** Produces commands, in their order, and waits until the broker has them. */
  void publish(SendCommand... sends) {
    publish(Arrays.asList(sends));
  }

  void publish(List<SendCommand> sends) {
    commands.publishAll(
        sends.stream()
            .map(send -> new OutgoingRecord<>(Topics.COMMANDS, "" + send.getAccountId(), send))
            .toList());
  }

  /** Produces a command that is in a trace. */
  void publishTraced(SendCommand send, String traceparent) {
    commands.publishAll(
        List.of(
            new OutgoingRecord<>(
                Topics.COMMANDS,
                "" + send.getAccountId(),
                send,
                Map.of("traceparent", traceparent))));
  }

  /** A command as it is on the topic. */
  byte[] encode(SendCommand command) {
    return serializer.encode(Topics.COMMANDS, command);
  }

  /** Produces a value as it is. */
  void publishRaw(String key, byte[] value) throws InterruptedException, ExecutionException {
    producer.send(new ProducerRecord<>(Topics.COMMANDS, key.getBytes(UTF_8), value)).get();
  }

  /** Produces a command as of another time. */
  void publishAt(Instant producedAt, SendCommand send)
      throws InterruptedException, ExecutionException {
    byte[] key = ("" + send.getAccountId()).getBytes(UTF_8);
    producer
        .send(
            new ProducerRecord<>(
                Topics.COMMANDS, null, producedAt.toEpochMilli(), key, encode(send)))
        .get();
  }

  /** Produces a command and waits for its final result. */
  CommandResult send(SendCommand command) {
    publish(command);
    return results.awaitFinal(command.getCommandId());
  }

  /**
   * Sends one more message on the account and to the recipient of another and waits until it is
   * out: what the other command was to cause later has been caused by then.
   */
  void sendBehind(SendCommand command) {
    TestAccount account = new TestAccount(command.getAccountId(), "");
    send(Commands.text(account).setTo(command.getTo()).build());
  }

  @Override
  public void close() {
    sender.close();
    results.close();
    producer.close();
    registry.close();
    whatsapp.close();
    simulator.close();
  }
}
