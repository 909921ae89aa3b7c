package dev.chasqui.sender.call;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * What the headers of a call that sends something ask for.
 *
 * @param idempotencyKey calls of an account with the same one send once; null for none
 * @param async whether the result is not to be waited for
 */
public record CallOptions(@Nullable String idempotencyKey, boolean async) {

  /** Lets clients choose how a call is answered (RFC 7240). */
  public static final String PREFER = "Prefer";

  private static final String APPLIED = "Preference-Applied";
  private static final String RESPOND_ASYNC = "respond-async";

  private static final Pattern ASYNC =
      Pattern.compile("(^|,)\\s*" + RESPOND_ASYNC + "\\s*($|[,;])", Pattern.CASE_INSENSITIVE);

  /**
   * Reads the headers.
   *
   * @param idempotencyKey the header {@link IdempotencyKey#HEADER}; null if absent
   * @param prefer the header {@link #PREFER}; null if absent
   * @throws dev.chasqui.access.ApiException 400 if the key is none
   */
  public static CallOptions of(@Nullable String idempotencyKey, @Nullable String prefer) {
    return new CallOptions(
        idempotencyKey == null ? null : IdempotencyKey.checked(idempotencyKey),
        prefer != null && ASYNC.matcher(prefer).find());
  }

  /** 200; or 202 if what the answer is about is still to come, as the caller prefers. */
  public <T> ResponseEntity<T> answer(T body) {
    return async
        ? ResponseEntity.accepted().header(APPLIED, RESPOND_ASYNC).body(body)
        : ResponseEntity.ok(body);
  }

  /** Calls with the same key are the same command. */
  public String commandId() {
    return idempotencyKey == null
        ? UUID.randomUUID().toString()
        : IdempotencyKey.commandId(idempotencyKey);
  }
}
