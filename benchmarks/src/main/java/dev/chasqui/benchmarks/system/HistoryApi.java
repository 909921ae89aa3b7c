package dev.chasqui.benchmarks.system;

import dev.chasqui.http.CallSettings;
import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.Reach;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * The chats of one account over HTTP, as a client has them. Thread-safe.
 *
 * @param url of the inbound service
 */
public record HistoryApi(String url, long accountId, String apiKey) {

  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final int MOST_READ = 1 << 20;

  /** It shares the machine with what is measured: the one that costs least. */
  private static final HttpCaller HTTP =
      new HttpCaller(new CallSettings(WITHIN, WITHIN, 100, 100, MOST_READ, new Reach.Everywhere()));

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
    return switch (HTTP.get(URI.create(url + path), Map.of("X-API-Key", apiKey))) {
      case Exchange.Answered answered when answered.status() == 200 -> answered.body();
      case Exchange.Answered answered ->
          throw new IllegalStateException(path + " is answered " + answered.status());
      case Exchange.Broken broken ->
          throw new IllegalStateException(path + " is not answered: " + broken.reason());
    };
  }

  /** Leaves out the key. */
  @Override
  public String toString() {
    return "HistoryApi[accountId=" + accountId + "]";
  }
}
