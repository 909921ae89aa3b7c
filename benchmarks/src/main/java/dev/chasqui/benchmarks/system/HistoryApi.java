package dev.chasqui.benchmarks.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The chats of one account over HTTP, as a client has them. Thread-safe.
 *
 * @param url of the inbound service
 */
public record HistoryApi(String url, long accountId, String apiKey) {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration WITHIN = Duration.ofSeconds(30);

  /** The path of the account's chats. */
  public String chats() {
    return "/api/chats/" + accountId;
  }

  /** The path of a chat's messages. */
  public String messages(long chatId) {
    return "/api/chats/" + chatId + "/messages?limit=50";
  }

  /**
   * Gets a page.
   *
   * @throws IllegalStateException if it is not answered 200
   */
  public byte[] get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("X-API-Key", apiKey)
            .timeout(WITHIN)
            .build();
    try {
      HttpResponse<byte[]> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " is answered " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Leaves out the key. */
  @Override
  public String toString() {
    return "HistoryApi[accountId=" + accountId + "]";
  }
}
