package dev.chasqui.benchmarks.system;

import dev.chasqui.embedded.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;

/** Kafka as a process of its own: it ends when its standard input does. */
final class KafkaMain {

  private KafkaMain() {}

  public static void main(String[] args) throws IOException {
    try (var _ = EmbeddedKafka.start(Path.of(args[0]), Servers.HOST, Integer.parseInt(args[1]))) {
      while (System.in.read() >= 0) {
        // Whoever started it says nothing; its end closes the pipe.
      }
    }
    Runtime.getRuntime().halt(0);
  }
}
