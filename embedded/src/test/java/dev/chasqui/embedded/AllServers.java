package dev.chasqui.embedded;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** Runs all three servers in a JVM of its own until that is killed. Argument: the directory. */
final class AllServers {
  private AllServers() {}

  @SuppressWarnings("SystemOut") // The test reads it.
  static void main(String[] arguments) throws Exception {
    Place place = new Place(Path.of(arguments[0]));
    long began = System.nanoTime();
    var kafka = CompletableFuture.supplyAsync(() -> place.kafka(0));
    var postgres = CompletableFuture.supplyAsync(() -> place.postgres(0));
    var registry = CompletableFuture.supplyAsync(() -> place.registry(0));
    Ready ready =
        new Ready(
            kafka.get().port(),
            postgres.get().port(),
            postgres.get().pid(),
            registry.get().port(),
            registry.get().pid());
    new PostgresClient(postgres.get()).write("before");
    KafkaClient client = new KafkaClient(kafka.get().bootstrapServers());
    client.createTopic();
    client.write("before");
    new RegistryClient(registry.get().url()).register();
    System.out.println(ready.line());
    System.err.println(
        "All ready and written after " + (System.nanoTime() - began) / 1_000_000 + " ms");
    Thread.currentThread().join();
  }

  /** What the child tells the test once its servers hold data. */
  record Ready(
      int kafkaPort, int postgresPort, long postgresPid, int registryPort, long registryPid) {

    String line() {
      return String.join(
          " ",
          "READY",
          "" + kafkaPort,
          "" + postgresPort,
          "" + postgresPid,
          "" + registryPort,
          "" + registryPid);
    }

    static Ready of(String line) {
      String[] parts = line.split(" ", -1);
      return new Ready(
          Integer.parseInt(parts[1]),
          Integer.parseInt(parts[2]),
          Long.parseLong(parts[3]),
          Integer.parseInt(parts[4]),
          Long.parseLong(parts[5]));
    }
  }
}
