package dev.chasqui.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledJvmTest {
  @TempDir Path directory;

  @Test
  void afterKillMinusNineNothingRunsOnAndNothingIsLost() throws Exception {
    Process jvm = startAllServers();
    try {
      AllServers.Ready ready = awaitReady(jvm);
      jvm.destroyForcibly().waitFor();
      await().atMost(Duration.ofSeconds(20)).until(() -> processesNaming(directory).isEmpty());
      restartAndRead(ready);
    } finally {
      jvm.destroyForcibly().waitFor();
    }
  }

  private void restartAndRead(AllServers.Ready ready) throws Exception {
    Place place = new Place(directory);
    try (PostgresServer postgres = place.postgres(ready.postgresPort());
        EmbeddedKafka kafka = place.kafka(ready.kafkaPort());
        RegistryServer registry = place.registry(ready.registryPort())) {
      assertThat(new PostgresClient(postgres).readAll()).containsExactly("before");
      assertThat(new KafkaClient(kafka.bootstrapServers()).readAll(1)).containsExactly("before");
      assertThat(new RegistryClient(registry.url()).subjects()).isEqualTo("[\"notes-value\"]");
    }
  }

  private Process startAllServers() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
            "-Xmx256m",
            "-D" + RegistryServer.HOME_PROPERTY + "=" + System.getProperty("chasqui.registry.home"),
            "-cp",
            System.getProperty("java.class.path"),
            AllServers.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static AllServers.Ready awaitReady(Process jvm) throws IOException {
    BufferedReader output = jvm.inputReader();
    String line = output.readLine();
    while (line != null && !line.startsWith("READY")) {
      line = output.readLine();
    }
    return AllServers.Ready.of(Objects.requireNonNull(line, "The JVM ended before it was ready"));
  }

  private static List<String> processesNaming(Path directory) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(command -> command.contains(directory.toString()))
        .toList();
  }
}
