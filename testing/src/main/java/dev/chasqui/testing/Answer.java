package dev.chasqui.testing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What a {@link WebhookReceiver} does with a request. */
public sealed interface Answer {

  /** Answers with {@code status} and an empty body, at once. */
  static Reply status(int status) {
    return new Reply(status, Map.of(), "", Duration.ZERO);
  }

  /** Never answers: the connection stays open until the caller gives up or the receiver closes. */
  static Answer hang() {
    return new Hang();
  }

  /** Closes the connection without an answer, after the request was read. */
  static Answer drop() {
    return new Drop();
  }

  /**
   * An HTTP answer.
   *
   * @param status the status code
   * @param headers by name
   * @param body as UTF-8
   * @param delay how long it is held back after the request was read
   */
  record Reply(int status, Map<String, String> headers, String body, Duration delay)
      implements Answer {

    public Reply {
      headers = Map.copyOf(headers);
    }

    /** The same with one more header, such as {@code Retry-After}. */
    public Reply header(String name, String value) {
      Map<String, String> more = new HashMap<>(headers);
      more.put(name, value);
      return new Reply(status, more, body, delay);
    }

    /** The same with a body. */
    public Reply body(String text) {
      return new Reply(status, headers, text, delay);
    }

    /** The same, held back. */
    public Reply after(Duration time) {
      return new Reply(status, headers, body, time);
    }
  }

  /** See {@link Answer#hang()}. */
  record Hang() implements Answer {}

  /** See {@link Answer#drop()}. */
  record Drop() implements Answer {}
}
