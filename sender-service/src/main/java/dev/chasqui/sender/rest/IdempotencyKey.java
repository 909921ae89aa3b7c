package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiException;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** The header by which a client repeats a call without doing it twice. */
final class IdempotencyKey {

  static final String HEADER = "Idempotency-Key";

  private static final Pattern KEY = Pattern.compile("[!-~]{1,100}");

  private IdempotencyKey() {}

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
