package dev.chasqui.embedded;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Runs all three servers in a JVM of its own until that is killed. Argument: the directory. */
final class AllServers {
  private AllServers() {}

  @SuppressWarnings("SystemOut") // The test reads it.
  static void main(String[] arguments) throws Exception {
    Place place = new Place(Path.of(arguments[0]));
    var kafka = CompletableFuture.supplyAsync(() -> place.kafka(0));
    var postgres = CompletableFuture.supplyAsync(() -> place.postgres(0));
    var registry = CompletableFuture.supplyAsync(() -> place.registry(0));
    new PostgresClient(postgres.get()).write("before");
    new RegistryClient(registry.get().url()).register();
    KafkaClient client = new KafkaClient(kafka.get().bootstrapServers());
    client.createTopic();
    client.write("before");
    Ready ready = new Ready(kafka.get().port(), postgres.get().port(), registry.get().port());
    System.out.println(ready.line());
    Thread.currentThread().join();
  }

  /** What the child tells the test once its servers hold data. */
  record Ready(int kafkaPort, int postgresPort, int registryPort) {

    String line() {
      return "READY %d %d %d".formatted(kafkaPort, postgresPort, registryPort);
    }

    static Ready of(String line) {
      String[] parts = line.split(" ", -1);
      return new Ready(
          Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
    }
  }
}
