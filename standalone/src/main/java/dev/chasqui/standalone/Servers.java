package dev.chasqui.standalone;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.embedded.PortTakenException;
import dev.chasqui.embedded.PostgresServer;
import dev.chasqui.embedded.PostgresSettings;
import dev.chasqui.embedded.RegistryServer;
import dev.chasqui.embedded.ServerStartException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Starts PostgreSQL, Kafka and the schema registry, all at once. */
final class Servers {

  private final Settings settings;
  private final Parts parts;

  Servers(Settings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
  }

  CompletableFuture<PostgresServer> postgres() {
    return inBackground("postgres", this::startPostgres);
  }

  CompletableFuture<EmbeddedKafka> kafka() {
    return inBackground("kafka", this::startKafka);
  }

  CompletableFuture<RegistryServer> registry() {
    return inBackground("registry", this::startRegistry);
  }

  private PostgresServer startPostgres() {
    var postgres =
        new PostgresSettings(
            settings.home().resolve("postgres"),
            settings.home().resolve("postgres").resolve("binaries"),
            settings.log("postgres.log"),
            Settings.LOOPBACK,
            settings.ports().postgres(),
            true);
    return parts.start(
        Parts.Part.POSTGRES,
        () -> {
          PostgresServer server = PostgresServer.start(postgres);
          server.createDatabase("chasqui");
          return server;
        },
        server -> Settings.LOOPBACK + ":" + server.port());
  }

  private EmbeddedKafka startKafka() {
    return parts.start(
        Parts.Part.KAFKA,
        () ->
            EmbeddedKafka.start(
                settings.home().resolve("kafka"), settings.host(), settings.ports().kafka()),
        EmbeddedKafka::bootstrapServers);
  }

  private RegistryServer startRegistry() {
    return parts.start(
        Parts.Part.REGISTRY,
        () ->
            RegistryServer.start(
                settings.home().resolve("registry"),
                settings.log("registry.log"),
                settings.host(),
                settings.ports().registry()),
        RegistryServer::url);
  }

  private static <T> CompletableFuture<T> inBackground(String name, Supplier<T> starter) {
    CompletableFuture<T> started = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("start-" + name)
        .daemon()
        .start(
            () -> {
              try {
                started.complete(starter.get());
              } catch (Throwable e) {
                started.completeExceptionally(e);
              }
            });
    return started;
  }

  /**
   * Waits for a server.
   *
   * @throws StartException if it does not start; says why in one line
   */
  <T> T await(CompletableFuture<T> server) {
    try {
      return server.join();
    } catch (CompletionException e) {
      throw explained(e.getCause() == null ? e : e.getCause());
    }
  }

  private StartException explained(Throwable e) {
    if (e instanceof StartException known) {
      return known;
    }
    if (e instanceof PortTakenException taken) {
      for (Settings.Port port : settings.allPorts()) {
        if (port.number() == taken.port()) {
          return new StartException(port.taken(), e);
        }
      }
    }
    return e instanceof ServerStartException
        ? new StartException(String.valueOf(e.getMessage()), e)
        : new StartException("It cannot start: " + e, e);
  }
}
