package dev.chasqui.e2e.faults;

import dev.chasqui.embedded.EmbeddedKafka;
import dev.chasqui.testing.OwnServers;
import java.io.IOException;
import java.nio.file.Path;

/** A broker as a process of its own; it ends when its standard input does. */
final class BrokerMain {

  /** What it says once it serves. */
  static final String READY = "READY";

  private BrokerMain() {}

  /** Takes the directory of its data and its port. */
  public static void main(String[] arguments) throws IOException {
    OwnServers servers = new OwnServers(Path.of(arguments[0]));
    try (EmbeddedKafka _ = servers.kafka(Integer.parseInt(arguments[1]))) {
      System.out.println(READY);
      while (System.in.read() != -1) {
        // Nothing is ever said to it: whoever started it ends, or wants it to.
      }
    }
  }
}
