package dev.chasqui.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chasqui.access.Clients;
import dev.chasqui.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The receivers in {@code docs/verify}, run as their users run them. */
class VerifyExamplesTest {

  private static final Path EXAMPLES =
      Path.of(System.getProperty("chasqui.project.dir"), "docs", "verify");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RelayFixture relay = RelayFixture.shared();
  private final Client client = relay.newClient();
  private final Clients.Credentials credentials = relay.newCredentials(client.tenantId());

  /** The languages, each with its program. */
  enum Language {
    NODE("node", "verify.mjs"),
    PYTHON("python3", "verify.py"),
    JAVA("java", "Verify.java"),
    GO("go", "verify.go"),
    PHP("php", "verify.php");

    private final String program;
    private final String file;

    Language(String program, String file) {
      this.program = program;
      this.file = file;
    }

    List<String> command(int port) {
      return switch (this) {
        case GO -> List.of(program, "run", file);
        case JAVA -> List.of(System.getProperty("java.home") + "/bin/java", file);
        case PHP -> List.of(program, "-S", "127.0.0.1:" + port, file);
        case NODE, PYTHON -> List.of(program, file);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSignedIsReadAndWhatIsForgedIsNot(Language language, @TempDir Path directory)
      throws Exception {
    assumeTrue(
        language == Language.JAVA || Program.exists(language.program),
        "NOT RUN: %s needs %s".formatted(language.file, language.program));
    Files.copy(EXAMPLES.resolve(language.file), directory.resolve(language.file));
    int port = Ports.free();
    try (Program receiver = Program.start(directory, environment(port), language.command(port))) {
      await().atMost(LIMIT).until(() -> answers(port) || !receiver.isRunning());
      String url = "http://127.0.0.1:" + port;
      for (String encryption : List.of("none", "aes-256-gcm", "aes-256-cbc")) {
        read(receiver, url, encryption);
      }
      assertThat(forge(url)).isEqualTo(401);
      assertThat(receiver.output()).doesNotContain("forged");
    }
  }

  private Map<String, String> environment(int port) {
    return Map.of(
        "WEBHOOK_SECRET",
        Client.SECRET,
        "CLIENT_SECRET",
        credentials.secret().value(),
        "PORT",
        Integer.toString(port));
  }

  private void read(Program receiver, String url, String encryption) {
    String id =
        client.registered(
            "{'url':'%s','secret':'%s','encryption':'%s'}"
                .formatted(url, Client.SECRET, encryption));
    relay.publish(Events.text(client.accountId(), "by " + encryption));
    String expected = "\"body\":\"by " + encryption + "\"";
    await(receiver.output())
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(receiver.output().lines())
                    .anyMatch(line -> line.contains("verified {") && line.contains(expected)));
    client.delete(id).is(200);
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static int forge(String url) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .header("webhook-id", "evt_forged")
            .header("webhook-timestamp", Long.toString(Instant.now().getEpochSecond()))
            .header("webhook-signature", "v1,Zm9yZ2Vk v1,")
            .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"forged\"}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }
}
