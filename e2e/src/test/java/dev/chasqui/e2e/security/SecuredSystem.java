package dev.chasqui.e2e.security;

import dev.chasqui.access.Account;
import dev.chasqui.access.Secret;
import dev.chasqui.e2e.processes.Backend;
import dev.chasqui.e2e.processes.NewAccounts;
import dev.chasqui.e2e.processes.SimulatorControl;
import dev.chasqui.simulator.Simulator;
import dev.chasqui.simulator.SimulatorSettings;
import dev.chasqui.simulator.numbers.ReplyPlan;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** All around the services, which are started as a test wants them, and an account. */
final class SecuredSystem implements AutoCloseable {

  private final SecuredKafka kafka;
  private final Simulator whatsapp = Simulator.start(SimulatorSettings.onPort(0));
  private final TestDatabase database = TestServers.newDatabase();
  private final Map<SecuredService, Integer> ports = new EnumMap<>(SecuredService.class);
  private final List<ConfigurableApplicationContext> running = new ArrayList<>();
  private final Account account;
  private final Secret key;

  SecuredSystem(SecuredKafka kafka) {
    this.kafka = kafka;
    for (SecuredService service : SecuredService.values()) {
      ports.put(service, Ports.free());
    }
    NewAccounts accounts = new NewAccounts(database.dataSource());
    this.account = accounts.create(whatsapp.url().toString());
    this.key = accounts.apiKey(account);
    simulator()
        .put(NewAccounts.number(account, url(SecuredService.INBOUND)).withReply(ReplyPlan.ECHO));
  }

  /** Starts a service as its own user; it may create no topics. */
  void start(SecuredService service, Login login) {
    start(service, kafka.bootstrapServers(login), kafka.clientConfig(login, service.user()));
  }

  private void start(SecuredService service, String bootstrapServers, Path clientConfig) {
    running.add(
        new SpringApplicationBuilder(ServiceApplication.class, service.service())
            .run(
                "--spring.config.name=chasqui," + service.config(),
                "--server.port=" + ports.get(service),
                "--management.server.port=0",
                "--CHASQUI_DATABASE_URL=" + database.jdbcUrl(),
                "--CHASQUI_DATABASE_USER=" + database.username(),
                "--CHASQUI_DATABASE_PASSWORD=" + database.password(),
                "--CHASQUI_DATABASE_CONNECTIONS=6",
                "--CHASQUI_MASTER_KEY=" + NewAccounts.MASTER_KEY.value(),
                "--CHASQUI_SCHEMA_REGISTRY_URL=" + TestServers.registry().url(),
                "--CHASQUI_KAFKA=" + bootstrapServers,
                "--CHASQUI_KAFKA_CONFIG=" + clientConfig,
                "--CHASQUI_TOPICS_CREATE=false",
                "--CHASQUI_TOPIC_PARTITIONS=2",
                "--CHASQUI_RELAY_ALLOWED_RECEIVERS=127.0.0.1/32"));
  }

  /** Stops all services. */
  void stop() {
    running.forEach(ConfigurableApplicationContext::close);
    running.clear();
  }

  String url(SecuredService service) {
    return "http://127.0.0.1:" + Objects.requireNonNull(ports.get(service));
  }

  SimulatorControl simulator() {
    return new SimulatorControl(whatsapp.url().toString());
  }

  Account account() {
    return account;
  }

  /** Opens the REST API for the account. */
  Secret key() {
    return key;
  }

  /** One that reads and writes all, by the listener that is open. */
  Backend backend() {
    return new Backend(kafka.open(), TestServers.registry().url(), account.id());
  }

  @Override
  public void close() {
    stop();
    whatsapp.close();
  }
}
