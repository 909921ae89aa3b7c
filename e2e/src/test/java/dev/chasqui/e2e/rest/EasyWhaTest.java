package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.chasqui.access.Clients;
import dev.chasqui.e2e.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** EasyWha's API with what its page has to copy. */
class EasyWhaTest {

  private static final JsonMapper JSON = new JsonMapper();
  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final byte[] JPEG = {
    (byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0
  };

  /** Stands for express, and answers the ping, which the page asks for and its lines do not do. */
  private static final String APP =
      """
      let handle
      const app = { post: (path, handler) => { handle = handler } }
      require('http').createServer((request, response) => {
        let text = ''
        request.on('data', (part) => { text += part })
        request.on('end', () => {
          const sendStatus = (status) => response.writeHead(status).end()
          const body = JSON.parse(text)
          body.type === 'ping' ? sendStatus(200) : handle({ body }, { sendStatus })
        })
      }).listen(0, '127.0.0.1', function () {
        console.log(`http://127.0.0.1:${this.address().port}/webhook`)
      })
      """;

  private final Api owner = SYSTEM.newTenant();
  private final Clients.Credentials client = SYSTEM.newClient(owner);
  private final EasyWhaPage page = new EasyWhaPage(owner, client);

  @TempDir private Path directory;

  private JsonNode run(String script) {
    assumeTrue(Command.exists("curl"), "NOT RUN: the page's lines need curl; apt-get install curl");
    Command.Ended ended =
        new Command(directory, Map.of())
            .run(LIMIT, "sh", "-c", script.replace("curl -X", "curl -sS -X"));
    assertThat(ended.exitCode()).as(ended.output()).isZero();
    return JSON.readTree(ended.output());
  }

  private String token() {
    Api.Answer answer =
        owner.post(
            "/api/auth/apikey-login",
            "{\"clientId\":\"%s\",\"clientSecret\":\"%s\"}"
                .formatted(client.id(), client.secret().value()));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body().path("token").asString();
  }

  @Test
  void theLinesOfThePageLogInAndSend() throws IOException {
    new Owner(owner).limit("{\"dailyQuota\":100}");
    Path file = Files.write(directory.resolve("imagen.jpg"), JPEG);

    JsonNode login = run(page.login());
    String token = login.path("token").asString();
    JsonNode text = run(page.send(token));
    JsonNode image = run(page.sendMedia(token, file.toString()));

    assertThat(login.path("success").asBoolean()).isTrue();
    assertThat(login.path("expiresIn").asInt()).isEqualTo(3600);
    for (JsonNode sent : List.of(text, image)) {
      assertThat(sent.path("success").asBoolean()).as(sent.toString()).isTrue();
      assertThat(sent.path("msgId").asString()).startsWith("true_5219991234567@c.us_wamid.");
    }
    assertThat(text.path("remainingQuota").asInt()).isEqualTo(99);
    assertThat(image.path("remainingQuota").asInt()).isEqualTo(98);
    List<JsonNode> taken = SYSTEM.taken(owner);
    assertThat(taken).hasSize(2);
    assertThat(taken.getLast().path("text").path("body").asString())
        .isEqualTo("Hola, esto es una prueba desde la API.");
    assertThat(taken.getFirst().path("type").asString()).isEqualTo("image");
    assertThat(taken.getFirst().path("image").path("caption").asString())
        .isEqualTo("Mira esta imagen");
  }

  /** It has logged in with a client that is not the tenant's newest. */
  @Test
  void theLinesOfThePageDecryptWhatComesIn() throws IOException {
    assumeTrue(
        Command.exists("node"), "NOT RUN: the page's lines need node; apt-get install nodejs");
    SYSTEM.newClient(owner);
    Api api = owner.withToken(token());
    Path output = directory.resolve("output.txt");
    Files.writeString(directory.resolve("receiver.cjs"), APP + page.decrypt());
    Process receiver = new Command(directory, Map.of()).start(output, "node", "receiver.cjs");
    try {
      String url = awaitOutput(output, "\n").lines().findFirst().orElseThrow();
      api.post(
              "/api/webhooks/register",
              "{\"url\":\"%s\",\"events\":[\"message\"],\"encryption\":\"aes-256-cbc\"}"
                  .formatted(url))
          .ok(201);

      SYSTEM.write(owner, "573005550009", "Hola, quiero información");

      assertThat(awaitOutput(output, "Mensaje:")).contains("Hola, quiero información");
    } finally {
      receiver.destroy();
    }
  }

  private static String awaitOutput(Path output, String part) {
    return await().atMost(LIMIT).until(() -> Files.readString(output), it -> it.contains(part));
  }

  @Test
  void refusalsAreThePages() {
    Api api = owner.withToken(token());
    Api stranger = owner.withToken("eyJhbGciOiJub25lIn0.e30.");
    long theirs = SYSTEM.newTenant().accountId();

    for (String path : List.of("/api/whatsapp/send", "/api/whatsapp/sendMedia")) {
      isRefused(stranger.post(path, "{}"), 401, "unauthorized");
    }
    isRefused(api.post("/api/whatsapp/send", text(theirs)), 403, "forbidden");
    isRefused(api.post("/api/whatsapp/send", text(999_999_999)), 404, "not_found");
    isRefused(api.post("/api/whatsapp/send", "{}"), 400, "validation_failed");
    isRefused(api.post("/api/whatsapp/nothing", "{}"), 404, "not_found");
  }

  private static String text(long accountId) {
    return "{\"accountId\":%d,\"number\":\"5219991234567\",\"message\":\"Hola\"}"
        .formatted(accountId);
  }

  private static void isRefused(Api.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.body().path("success").asBoolean(true)).isFalse();
    assertThat(answer.body().path("error").asString()).isNotBlank();
    assertThat(answer.body().path("code").asString()).isEqualTo(code);
  }

  @Test
  void itsDocumentHasThePagesOperations() {
    Document document = Document.easyWha(owner);

    assertThat(document.operations()).extracting(Document.Operation::path).contains(PATHS);
    assertThat(fields(document, PATHS[0], "application/json"))
        .containsExactlyInAnyOrder("clientId", "clientSecret");
    assertThat(fields(document, PATHS[1], "application/json"))
        .containsExactlyInAnyOrder("accountId", "number", "message");
    assertThat(fields(document, PATHS[2], "multipart/form-data"))
        .containsExactlyInAnyOrder("file", "accountId", "number", "caption");
    assertThat(Stream.of(PATHS).map(path -> document.operation("post", path).path("responses")))
        .allSatisfy(
            responses ->
                assertThat(responses.propertyNames()).contains("200", "401", "403", "500"));
    assertThat(Document.of(owner).operations())
        .extracting(Document.Operation::path)
        .doesNotContain(PATHS);
  }

  private static final String[] PATHS = {
    "/api/auth/apikey-login", "/api/whatsapp/send", "/api/whatsapp/sendMedia"
  };

  private static List<String> fields(Document document, String path, String type) {
    JsonNode body = document.operation("post", path).path("requestBody").path("content");
    JsonNode schema = document.resolved(body.path(type).path("schema"));
    return List.copyOf(schema.path("properties").propertyNames());
  }
}
