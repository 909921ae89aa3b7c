package dev.chasqui.e2e.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chasqui.e2e.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A chat from WhatsApp's webhook to the read mark that WhatsApp gets, over all services. */
class ChatsTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final RestSystem SYSTEM = RestSystem.shared();

  private final Api api = SYSTEM.newTenant();

  private JsonNode chat() {
    return api.get("/api/chats/" + api.accountId()).body().path("chats").path(0);
  }

  private List<JsonNode> messages() {
    return api.get("/api/chats/%s/messages".formatted(chat().path("id").asString()))
        .body()
        .path("messages")
        .valueStream()
        .toList();
  }

  private void awaitUnread(int count) {
    await().atMost(LIMIT).until(() -> chat().path("unread_count").asInt(-1), is -> is == count);
  }

  private void markRead() {
    Api.Answer answer =
        api.post("/api/chats/%s/mark-read".formatted(chat().path("id").asString()), "");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.body().toString()).isEqualTo("{\"success\":true}");
  }

  @Test
  void whatIsReadHereIsReadAtWhatsAppOnce() {
    SYSTEM.receive(api, "573005550011", Map.of("type", "text", "text", Map.of("body", "Hola")));
    awaitUnread(1);

    markRead();
    markRead();

    assertThat(chat().path("unread_count").asInt()).isZero();
    await().atMost(LIMIT).until(() -> SYSTEM.markedRead(api), count -> count == 1);

    SYSTEM.receive(api, "573005550011", Map.of("type", "text", "text", Map.of("body", "¿Y?")));
    awaitUnread(1);
    markRead();
    await().atMost(LIMIT).until(() -> SYSTEM.markedRead(api), count -> count == 2);
    assertThat(messages())
        .extracting(message -> message.path("status").asString())
        .containsExactly("read", "read");
  }

  @Test
  void theReadmeShowsWhatIsAnswered() throws IOException {
    SYSTEM.receive(api, "573005550013", Map.of("type", "text", "text", Map.of("body", "Hola")));
    awaitUnread(1);
    String readme = Files.readString(Project.directory().resolve("README.md"));

    assertThat(fields(shown(readme, "chats"))).isEqualTo(fields(chat()));
    assertThat(fields(shown(readme, "messages"))).isEqualTo(fields(messages().getFirst()));
  }

  /** The first of a list in an answer that the README shows, indented, up to an empty line. */
  private static JsonNode shown(String readme, String list) {
    int begin = readme.indexOf("{\"success\":true,\"%s\":".formatted(list));
    String answer = readme.substring(begin, readme.indexOf("\n\n", begin));
    return new JsonMapper().readTree(answer).path(list).path(0);
  }

  private static List<String> fields(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }

  @Test
  void aFileThatSomebodySentCanBeFetched() {
    String data = Base64.getEncoder().encodeToString("a voice".getBytes(UTF_8));
    SYSTEM.receive(api, "573005550012", Map.of("type", "audio", "audio", Map.of("data", data)));
    awaitUnread(1);

    JsonNode media = messages().getFirst().path("media");
    Api.Answer file = api.get("/api/media/" + media.path("id").asString());

    assertThat(media.path("mimeType").asString()).isEqualTo("audio/ogg; codecs=opus");
    assertThat(file.status()).isEqualTo(200);
    assertThat(file.response().body()).asString(UTF_8).isEqualTo("a voice");
    assertThat(file.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("audio/ogg");
  }
}
