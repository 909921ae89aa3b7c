package dev.chasqui.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.access.Account;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the chats, written after the API's page. */
record ChatClient(String url, Account account, String apiKey) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LIMIT = Duration.ofSeconds(30);

  record Reply(int status, JsonNode body) {

    Reply is(int expected) {
      assertThat(status).as(body.toString()).isEqualTo(expected);
      assertThat(body.path("success").asBoolean()).isEqualTo(expected < 300);
      return this;
    }

    String code() {
      return body.path("code").asString("");
    }
  }

  long accountId() {
    return account.id();
  }

  HttpResponse<byte[]> get(String path) {
    return send("GET", path);
  }

  /** The body of an answer while it comes; the caller closes it. */
  InputStream open(String path) {
    HttpResponse<InputStream> answer = send("GET", path, BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  HttpResponse<byte[]> send(String method, String path) {
    return send(method, path, BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> send(String method, String path, HttpResponse.BodyHandler<T> body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("X-API-Key", apiKey)
            .timeout(LIMIT)
            .build();
    try {
      return HTTP.send(request, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Reply call(String method, String path) {
    HttpResponse<byte[]> response = send(method, path);
    return new Reply(response.statusCode(), JSON.readTree(response.body()));
  }

  /** The account's chats, the first page of them. */
  List<JsonNode> chats() {
    return list(chats(accountId(), "").is(200), "chats");
  }

  Reply chats(Object account, String query) {
    return call("GET", "/api/chats/" + account + query);
  }

  /** Waits until there are so many chats. */
  List<JsonNode> awaitChats(int count) {
    return Awaitility.await().atMost(LIMIT).until(this::chats, found -> found.size() == count);
  }

  /** Waits until there is one chat, and so much in it. */
  List<JsonNode> awaitMessages(int count) {
    return Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> chats().isEmpty() ? List.of() : messages(onlyChat()),
            found -> found.size() == count);
  }

  /** The id of the only chat. */
  long onlyChat() {
    List<JsonNode> chats = chats();
    assertThat(chats).hasSize(1);
    return chats.getFirst().path("id").asLong();
  }

  /** The newest 50 messages. */
  List<JsonNode> messages(long chatId) {
    return messages(chatId, "");
  }

  List<JsonNode> messages(long chatId, String query) {
    return list(messagesReply(chatId, query).is(200), "messages");
  }

  Reply messagesReply(Object chatId, String query) {
    return call("GET", "/api/chats/" + chatId + "/messages" + query);
  }

  Reply markRead(Object chatId) {
    return call("POST", "/api/chats/" + chatId + "/mark-read");
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static List<JsonNode> list(Reply reply, String field) {
    return reply.body().path(field).valueStream().toList();
  }

  /** Leaves out the key. */
  @Override
  public String toString() {
    return "ChatClient[account=" + account.id() + "]";
  }
}
