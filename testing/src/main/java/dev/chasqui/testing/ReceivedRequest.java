package dev.chasqui.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request as a {@link WebhookReceiver} got it. Immutable. */
public final class ReceivedRequest {
  private final int number;
  private final String method;
  private final String path;
  private final Map<String, List<String>> headers;
  private final byte[] body;
  private final Instant arrivedAt;

  ReceivedRequest(
      int number,
      String method,
      String path,
      Map<String, List<String>> headers,
      byte[] body,
      Instant arrivedAt) {
    this.number = number;
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
    this.arrivedAt = arrivedAt;
  }

  /** 1 for the first request of the receiver. */
  public int number() {
    return number;
  }

  /** Such as {@code POST}. */
  public String method() {
    return method;
  }

  /** The path with its query, as sent. */
  public String path() {
    return path;
  }

  /** All headers; names in lower case. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The first value of a header; the case of its name does not matter. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  /** The raw bytes of the body; a copy. */
  public byte[] body() {
    return body.clone();
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** When it had been read, by the machine's clock. */
  public Instant arrivedAt() {
    return arrivedAt;
  }

  @Override
  public String toString() {
    return "%d: %s %s, %d bytes".formatted(number, method, path, body.length);
  }
}
