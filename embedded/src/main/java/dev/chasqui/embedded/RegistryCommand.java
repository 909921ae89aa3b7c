package dev.chasqui.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the schema registry is run.
 *
 * @param home where it was unpacked
 */
record RegistryCommand(Path home) {

  /** The unpacked registry that the system property names. */
  static RegistryCommand fromSystemProperty() {
    String home = System.getProperty(RegistryServer.HOME_PROPERTY);
    if (home == null) {
      throw new IllegalStateException(
          "the system property " + RegistryServer.HOME_PROPERTY + " is not set");
    }
    if (!Files.isDirectory(Path.of(home, "lib"))) {
      throw new IllegalStateException(
          home + " holds no registry; the build of the module embedded unpacks it");
    }
    return new RegistryCommand(Path.of(home).toAbsolutePath());
  }

  /** What JDK 25 needs to start the registry's classes in a third of the time. */
  Path cache() {
    return home.resolveSibling("registry-" + System.getProperty("java.runtime.version") + ".aot");
  }

  /** A command that uses the cache, if the build has made it. */
  List<String> command(Path dataDir, Address address) throws IOException {
    Path cache = cache();
    return command(
        dataDir,
        address,
        Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.<String>of());
  }

  List<String> command(Path dataDir, Address address, List<String> jvmOptions) throws IOException {
    Path temporary = Files.createDirectories(dataDir.resolve("tmp"));
    List<String> command = new ArrayList<>();
    // Some hundred jars are in the environment, so that a list of processes stays readable.
    command.addAll(List.of("/usr/bin/env", "CLASSPATH=" + classPath()));
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.addAll(jvmOptions);
    // Measured: more memory or the second compiler made it no faster at what we ask of it.
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(settings(dataDir, address));
    command.add("io.quarkus.runner.GeneratedMain");
    return command;
  }

  private static List<String> settings(Path dataDir, Address address) {
    return List.of(
        "-Dquarkus.http.host=" + address.host(),
        "-Dquarkus.http.port=" + address.port(),
        "-Dquarkus.management.host=127.0.0.1",
        "-Dquarkus.management.port=0",
        "-Dquarkus.http.access-log.enabled=false",
        "-Dquarkus.otel.sdk.disabled=true",
        "-Dquarkus.log.category.\"io.apicurio\".level=WARN",
        "-Dapicurio.storage.kind=sql",
        "-Dapicurio.storage.sql.kind=h2",
        // Without it, a schema is on disk only half a second after it was registered.
        "-Dapicurio.datasource.url=jdbc:h2:file:" + dataDir.resolve("registry") + ";WRITE_DELAY=0");
  }

  /** A plain class path, since the cache holds no classes that quarkus-run.jar's loader loads. */
  private String classPath() throws IOException {
    List<Path> all = new ArrayList<>();
    // It holds changed copies of classes in the other jars, so it comes first.
    all.add(home.resolve("quarkus/transformed-bytecode.jar"));
    for (String directory : List.of("quarkus", "app", "lib/boot", "lib/main")) {
      try (Stream<Path> jars = Files.list(home.resolve(directory))) {
        jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().forEach(all::add);
      }
    }
    return all.stream()
        .distinct()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
