package dev.chasqui.benchmarks.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.json.JsonMapper;

/** Gives orders to a process that has control endpoints. Thread-safe. */
public final class Control implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  /**
   * @param url that paths are added to
   */
  public Control(String url) {
    this.url = url;
  }

  /** Gives an order and reads what comes of it. */
  public <T> T order(String path, Object order, Class<T> answer) {
    return JSON.readValue(call("POST", path, JSON.writeValueAsString(order)), answer);
  }

  /** Asks for what is answered with JSON. */
  public <T> T ask(String path, Class<T> answer) {
    return JSON.readValue(call("GET", path, ""), answer);
  }

  /** Asks for bytes. */
  public byte[] bytes(String path) {
    return answered(path, send("GET", path, "", BodyHandlers.ofByteArray()));
  }

  /**
   * Calls with a body as it is.
   *
   * @throws IllegalStateException if the answer is not 200
   */
  public String call(String method, String path, String body) {
    return answered(path, send(method, path, body, BodyHandlers.ofString()));
  }

  private static <T> T answered(String path, HttpResponse<T> answer) {
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** Calls, whatever the answer is. */
  public <T> HttpResponse<T> send(String method, String path, String body, BodyHandler<T> handler) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
