package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.Command;
import dev.chasqui.e2e.Project;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What openapi-generator makes of the document is a client that works. */
class GeneratedClientTest {

  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path home;
  private final Command command;

  GeneratedClientTest(@TempDir Path directory) {
    this.home = directory;
    this.command = new Command(directory, Map.of());
  }

  @Test
  void aMessageIsSentWithIt() throws IOException {
    generate();
    compile();

    String output =
        run(
            java("java"),
            "-cp",
            home.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path"),
            "SendWithGeneratedClient",
            Integer.toString(SYSTEM.port),
            SYSTEM.newTenant().key(),
            "573001234567");

    assertThat(output.strip()).isEqualTo("sent");
  }

  private void generate() {
    run(
        java("java"),
        "-XX:TieredStopAtLevel=1",
        "-jar",
        Project.directory().resolve("e2e/target/openapi-generator-cli.jar").toString(),
        "generate",
        "--input-spec=http://127.0.0.1:%d/v3/api-docs".formatted(SYSTEM.port),
        "--generator-name=java",
        "--library=native",
        "--output=" + home.resolve("client"),
        "--additional-properties=openApiNullable=false,useJakartaEe=true,invokerPackage=dev.chasqui.client,"
            + "apiPackage=dev.chasqui.client.api,modelPackage=dev.chasqui.client.model");
  }

  private void compile() throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("-nowarn", "-d", home.resolve("classes").toString()));
    try (Stream<Path> files = Files.walk(home.resolve("client/src/main/java"))) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    arguments.add(
        Project.directory()
            .resolve("e2e/src/test/resources/SendWithGeneratedClient.java")
            .toString());
    Path file = Files.write(home.resolve("arguments"), arguments);
    run(java("javac"), "-cp", System.getProperty("java.class.path"), "@" + file);
  }

  private String run(String... arguments) {
    Command.Ended ended = command.run(LIMIT, arguments);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    return ended.output();
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }
}
