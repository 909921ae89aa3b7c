package dev.chasqui.e2e.rest;

import dev.chasqui.access.Account;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.access.Clients;
import dev.chasqui.access.Secret;
import dev.chasqui.access.Tenants;
import dev.chasqui.e2e.processes.SimulatorControl;
import dev.chasqui.simulator.Simulator;
import dev.chasqui.simulator.SimulatorSettings;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.simulator.numbers.VerifyCallback;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.TestDatabase;
import dev.chasqui.testing.TestServers;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The services and the simulator; all REST tests share one, which ends with the JVM. */
final class RestSystem {

  static final String MASTER_KEY = "5f".repeat(32);

  private static final AtomicLong NUMBERS = new AtomicLong(400_000_000_000_000L);
  private static final Account.Secrets SECRETS =
      new Account.Secrets(
          new Secret("the token"), new Secret("the app secret"), new Secret("the verify token"));
  private static @Nullable RestSystem shared;

  final int port = Ports.free();
  private final Simulator simulator = Simulator.start(SimulatorSettings.onPort(0));
  private final TestDatabase database = TestServers.newDatabase();
  private final ConfigurableApplicationContext services;

  private RestSystem() {
    this.services = start(database, TestServers.kafka().bootstrapServers(), port);
  }

  /** Starts the services; the caller closes them. */
  static ConfigurableApplicationContext start(TestDatabase database, String kafka, int port) {
    return new SpringApplicationBuilder(RestApplication.class)
        .run(
            "--spring.config.name=chasqui,sender,inbound,relay",
            "--server.port=" + port,
            "--management.server.port=0",
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password(),
            "--chasqui.master-key=" + MASTER_KEY,
            "--chasqui.kafka.bootstrap-servers=" + kafka,
            "--chasqui.schema-registry.url=" + TestServers.registry().url(),
            "--chasqui.sender.rest-patience=3s",
            "--chasqui.relay.attempt-timeout=2s",
            "--chasqui.relay.allowed-receivers=127.0.0.1/32",
            // Tests tell of days that are fixed, which would be forgotten in a year.
            "--chasqui.inbound.history-retention=36500d",
            // More than all tests call; but they are counted.
            "--chasqui.http.rate-limit=100000");
  }

  static synchronized RestSystem shared() {
    RestSystem system = shared;
    if (system == null) {
      system = new RestSystem();
      shared = system;
    }
    return system;
  }

  /** A new tenant with an account, a linked device on the simulator, and a key. */
  Api newTenant() {
    return newTenant(true);
  }

  /** The same, but its device is not linked: there is a QR code to scan. */
  Api newUnlinkedTenant() {
    return newTenant(false);
  }

  /** Disables the account of a tenant. */
  void disableAccount(Api owner) {
    database.execute(
        "update access.account set enabled = false where account_id = " + owner.accountId());
  }

  /** Disables a tenant. */
  void disableTenant(Api tenant) {
    database.execute(
        "update access.tenant set enabled = false where tenant_id = (select tenant_id from access.account where account_id = %d)"
            .formatted(tenant.accountId()));
  }

  private Api newTenant(boolean linked) {
    return newAccount(services.getBean(Tenants.class).create("REST"), linked);
  }

  /** Another account of a tenant's, with a key of its own. */
  Api newAccountBeside(Api api) {
    return newAccount(account(api).tenantId(), true);
  }

  /** A client of a tenant's. */
  Clients.Credentials newClient(Api api) {
    return services.getBean(Clients.class).create(account(api).tenantId());
  }

  /** The same as a new client of its tenant sees it, which has logged in. */
  Api loggedIn(Api api) {
    Clients.Credentials made = newClient(api);
    return api.withToken(
        api.post(
                "/api/auth/apikey-login",
                "{\"clientId\":\"%s\",\"clientSecret\":\"%s\"}"
                    .formatted(made.id(), made.secret().value()))
            .is(200)
            .path("token")
            .asString());
  }

  /** A person writes a text to an account. */
  void write(Api api, String from, String text) {
    whatsapp().write(account(api).phoneNumberId(), from, text);
  }

  /** The bodies of an account's last messages that WhatsApp took, the newest first. */
  List<JsonNode> taken(Api api) {
    return whatsapp().messages(account(api).phoneNumberId());
  }

  private Account account(Api api) {
    return services.getBean(Accounts.class).find(api.accountId()).orElseThrow();
  }

  private SimulatorControl whatsapp() {
    return new SimulatorControl(simulator.url().toString());
  }

  private Api newAccount(long tenant, boolean linked) {
    Account account = newAccount(tenant);
    whatsapp().put(number(account, linked));
    String key = services.getBean(ApiKeys.class).issue(account.tenantId(), account.id()).value();
    return new Api(port, key, account.id());
  }

  /** Somebody writes to a tenant; the message is as a webhook shows it. */
  void receive(Api to, String from, Map<String, ?> message) {
    whatsapp().receive(account(to).phoneNumberId(), from, message);
  }

  /** Somebody sends an image of a few bytes to a tenant. */
  void receiveImage(Api to, String from) {
    receive(to, from, Map.of("type", "image", "image", Map.of()));
  }

  /** How many read marks a tenant has sent to WhatsApp. */
  int markedRead(Api by) {
    return whatsapp().markedRead(account(by).phoneNumberId());
  }

  private Account newAccount(long tenant) {
    String number = Long.toString(NUMBERS.incrementAndGet());
    return services
        .getBean(Accounts.class)
        .create(
            new Account(
                0,
                tenant,
                Account.Kind.SIMULATOR,
                "1999" + number.substring(7),
                simulator.url().toString(),
                "v25.0",
                number,
                SECRETS,
                true));
  }

  private NumberSpec number(Account account, boolean linked) {
    URI callback =
        URI.create("http://127.0.0.1:%d/webhooks/whatsapp/%d".formatted(port, account.id()));
    return NumberSpec.of(account.phoneNumberId())
        .withIdentity("+" + account.phone(), "Chasqui", "300400500600701")
        .withSecrets(
            SECRETS.token().value(), SECRETS.appSecret().value(), SECRETS.verifyToken().value())
        .withCallback(callback, VerifyCallback.LATER)
        .withSession(linked);
  }
}
