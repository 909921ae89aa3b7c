package dev.chasqui.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command line of the schema registry. */
final class RegistryCommand {
  private RegistryCommand() {}

  static List<String> of(Path jar, Path dataDir, Address address) throws IOException {
    Path temporary = Files.createDirectories(dataDir.resolve("tmp"));
    return List.of(
        Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
        // Measured: more memory or the second compiler made it no faster at what we ask of it.
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Djava.io.tmpdir=" + temporary,
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
        "-Dapicurio.datasource.url=jdbc:h2:file:" + dataDir.resolve("registry") + ";WRITE_DELAY=0",
        "-jar",
        jar.toString());
  }
}
