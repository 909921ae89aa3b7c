package dev.chasqui.e2e.faults;

import dev.chasqui.embedded.RegistryServer;
import dev.chasqui.testing.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * Kafka in a process of its own, to be killed, frozen and started again on the same data and port.
 */
final class Broker implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path directory;
  private final int port = Ports.free();
  private Process process;
  private int starts;

  /** Starts it; {@link #awaitReady} before use. */
  Broker(Path directory) {
    this.directory = directory;
    this.process = run();
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Waits until it serves. */
  void awaitReady() {
    Awaitility.await("the broker, see " + log())
        .atMost(LIMIT)
        .until(() -> Files.readString(log()).contains(BrokerMain.READY));
  }

  /** SIGKILL, and up again. */
  void killAndStart() {
    process.destroyForcibly();
    awaitEnd();
    process = run();
    awaitReady();
  }

  /** It stops in the middle of what it does; connections stay. */
  void freeze() {
    Signal.STOP.to(process.pid());
  }

  void thaw() {
    Signal.CONT.to(process.pid());
  }

  private Process run() {
    starts++;
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-D" + RegistryServer.HOME_PROPERTY + "=" + registryHome(),
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                directory.toString(),
                Integer.toString(port)));
    try {
      return builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String registryHome() {
    return System.getProperty(RegistryServer.HOME_PROPERTY);
  }

  private Path log() {
    return directory.resolve("kafka-" + starts + ".log");
  }

  @Override
  public void close() {
    thaw();
    process.destroy();
    awaitEnd();
  }

  private void awaitEnd() {
    Awaitility.await("the end of the broker").atMost(LIMIT).until(() -> !process.isAlive());
  }
}
