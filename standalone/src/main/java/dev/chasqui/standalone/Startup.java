package dev.chasqui.standalone;

import dev.chasqui.access.Secret;
import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.simulator.Simulator;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The order in which the parts start, and what the user is told. */
final class Startup {

  private final Settings settings;
  private final Console console;
  private final Parts parts;
  private final Servers servers;

  Startup(Settings settings, Console console, Parts parts) {
    this.settings = settings;
    this.console = console;
    this.parts = parts;
    this.servers = new Servers(settings, parts);
  }

  /**
   * @param afterCrash whether servers of a killed process may still be about to end
   * @param begins called once nothing stands in the way
   */
  void run(boolean afterCrash, Runnable begins) {
    long began = System.nanoTime();
    checkPorts(afterCrash);
    Secret masterKey = MasterKey.in(settings.home());
    Secret adminToken = AdminToken.in(settings.home());
    begins.run();
    console.say("Starting Chasqui, state in " + settings.home());
    Optional<Credentials> fresh = start(masterKey, adminToken);
    new Welcome(settings, console).say(Duration.ofNanos(System.nanoTime() - began), fresh);
  }

  /**
   * The servers outside this JVM end shortly after a killed one, and stop each other when they
   * start; their ports are then not checked before.
   */
  private void checkPorts(boolean afterCrash) {
    PortCheck.run(
        settings.allPorts().stream().filter(port -> !(afterCrash && port.ownProcess())).toList());
  }

  private Optional<Credentials> start(Secret masterKey, Secret adminToken) {
    CompletableFuture<PostgresServer> postgresStarting = servers.postgres();
    var kafkaStarting = servers.kafka();
    var registryStarting = servers.registry();
    PostgresServer postgres = servers.await(postgresStarting);
    FirstStart firstStart = new FirstStart(database(postgres), masterKey);
    Optional<Credentials> fresh = firstStart.run(settings.home(), SimulatorPart.url(settings));
    parts.start(
        Parts.Part.SIMULATOR,
        () -> SimulatorPart.start(settings, firstStart.simulated()),
        simulator -> simulatorUrl(simulator));
    servers.await(kafkaStarting);
    servers.await(registryStarting);
    ConfigurableApplicationContext services =
        parts.start(
            Parts.Part.SERVICES,
            () -> Services.start(settings, postgres, masterKey, adminToken),
            context -> "http://%s:%d".formatted(settings.host(), settings.ports().rest()));
    return services.isRunning() ? fresh : Optional.empty();
  }

  private static String simulatorUrl(Simulator simulator) {
    return simulator.url().toString();
  }

  private static DriverManagerDataSource database(PostgresServer postgres) {
    return new DriverManagerDataSource(
        postgres.jdbcUrl("chasqui"), postgres.username(), postgres.password());
  }
}
