package dev.chasqui.sender.call;

import dev.chasqui.access.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** The header by which a client repeats a call without doing it twice. */
public final class IdempotencyKey {

  public static final String HEADER = "Idempotency-Key";

  private static final Pattern KEY = Pattern.compile("[!-~]{1,100}");

  /** What needs no escaping in a path, where commands are named by their ids. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~-]+");

  private IdempotencyKey() {}

  /** The id of the command that a key stands for, fit for a path. */
  static String commandId(String key) {
    return PLAIN.matcher(key).matches()
        ? "rest-" + key
        : "rest64-"
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(key.getBytes(StandardCharsets.US_ASCII));
  }

  /** For a key that stands for another call already. */
  public static ApiException reused() {
    return ApiException.of(
        HttpStatus.UNPROCESSABLE_CONTENT, "idempotency_key_reused", RestText.KEY_REUSED);
  }

  /**
   * @throws ApiException 400 if it is none
   */
  static String checked(String key) {
    if (!KEY.matcher(key).matches()) {
      throw ApiException.of(
          HttpStatus.BAD_REQUEST, "invalid_idempotency_key", RestText.IDEMPOTENCY_KEY);
    }
    return key;
  }
}
