package dev.chasqui.e2e.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chasqui.e2e.Command;
import dev.chasqui.e2e.Project;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of others: the documentation's Node examples, run against the real system, and kcat. */
@ExtendWith(SharedProcesses.class)
class ForeignClientTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration INSTALL_LIMIT = Duration.ofMinutes(3);
  private static final List<String> FILES =
      List.of(
          ".npmrc", "package.json", "package-lock.json", "send-command.mjs", "verify-webhook.mjs");
  private static final String PERSON = "573001999999";

  /** A copy of the example, so that nothing is installed into the project. */
  @TempDir private static Path directory;

  private final ThreeProcesses system;
  private final Command command;

  ForeignClientTest(ThreeProcesses system) {
    this.system = system;
    this.command =
        new Command(
            directory,
            Map.of(
                "CHASQUI_KAFKA", system.kafka(),
                "CHASQUI_SCHEMA_REGISTRY_URL", system.registry(),
                "CHASQUI_ACCOUNT_ID", account()));
  }

  private String account() {
    return Long.toString(system.installation().account().id());
  }

  @BeforeAll
  static void install() throws IOException {
    assumeTrue(
        Command.exists("node") && Command.exists("npm"),
        "NOT RUN: the Node examples need node and npm; apt-get install nodejs npm");
    Path example = Project.directory().resolve("docs").resolve("examples").resolve("node");
    for (String file : FILES) {
      Files.copy(example.resolve(file), directory.resolve(file));
    }
    Command.Ended installed =
        new Command(directory, Map.of()).run(INSTALL_LIMIT, "npm", "ci", "--no-audit", "--no-fund");
    assertThat(installed.exitCode()).as(installed.output()).isZero();
  }

  @BeforeEach
  void theTopicsAndSchemasAreThere() {
    new Backend(system).close();
  }

  @Test
  void aCommandFromNodeIsSentAndItsResultDecodesThere() {

    Command.Ended sent = command.run(LIMIT, "node", "send-command.mjs", PERSON, "Hello from Node");

    assertThat(sent.exitCode()).as(sent.output()).isZero();
    assertThat(sent.output()).contains("SENT wamid.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"standardwebhooks", "svix"})
  void webhooksAreVerifiedInNodeAndForgedOnesRefused(String library) throws IOException {
    Path output = directory.resolve("receiver-" + library + ".txt");
    Process receiver =
        new Command(directory, Map.of("WEBHOOK_SECRET", Subscriber.SECRET, "PORT", "0"))
            .start(output, "node", receiverWith(library));
    try (Backend backend = new Backend(system)) {
      String url = awaitUrl(output);
      WebhookApi api = new WebhookApi(system);
      String id = api.register(url + "/webhooks", Subscriber.SECRET);
      backend.send(1);
      Awaitility.await("webhooks in Node")
          .atMost(LIMIT)
          .until(() -> Files.readString(output).contains("verified message "));
      api.delete(id);

      assertThat(forge(url)).isEqualTo(401);
      assertThat(Files.readString(output)).contains("verified message.ack ").contains("refused: ");
    } finally {
      receiver.destroy();
    }
  }

  /** The example with another library of the same interface. */
  private static String receiverWith(String library) throws IOException {
    String example = Files.readString(directory.resolve("verify-webhook.mjs"));
    assertThat(example).contains("from 'standardwebhooks'");
    String file = "verify-with-" + library + ".mjs";
    Files.writeString(
        directory.resolve(file),
        example.replace("from 'standardwebhooks'", "from '" + library + "'"));
    return file;
  }

  @Test
  void bytesOfAForeignSerializerThatKcatProducesAreSent() throws IOException {
    assumeTrue(Command.exists("kcat"), "NOT RUN: kcat is missing; apt-get install kcat");
    try (InputStream script = getClass().getResourceAsStream("/encode-command.mjs")) {
      Files.copy(Objects.requireNonNull(script), directory.resolve("encode-command.mjs"));
    }
    Command.Ended encoded =
        command.run(LIMIT, "node", "encode-command.mjs", "from-kcat", PERSON, "command.bin");
    assertThat(encoded.exitCode()).as(encoded.output()).isZero();

    Command.Ended produced =
        command.run(
            LIMIT,
            "kcat",
            "-P",
            "-b",
            system.kafka(),
            "-t",
            "whatsapp.commands",
            "-k",
            account(),
            "command.bin");

    assertThat(produced.exitCode()).as(produced.output()).isZero();
    try (Backend backend = new Backend(system)) {
      backend.results(all -> Outcome.allFinal(all, Set.of("from-kcat")));
    }
    assertThat(new SimulatorControl(system.simulatorUrl()).accepted("from-kcat")).isEqualTo(1);
  }

  private static String awaitUrl(Path output) {
    String line =
        Awaitility.await("the receiver in Node")
            .atMost(LIMIT)
            .until(() -> Files.readString(output), text -> text.contains("\n"));
    return line.substring(line.indexOf("http"), line.indexOf('\n'));
  }

  private static int forge(String url) {
    return Http.call(
            HttpRequest.newBuilder(URI.create(url))
                .header("webhook-id", "evt_forged")
                .header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
                .header("webhook-signature", "v1,Zm9yZ2Vk")
                .POST(HttpRequest.BodyPublishers.ofString("{}")))
        .statusCode();
  }
}
