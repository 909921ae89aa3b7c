package dev.chasqui.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every refused REST call: the {@code Error} of both APIs, with a stable code beside
 * it.
 *
 * @param success always false
 * @param error what is wrong and what to do, in the client's language
 * @param code the same for programs; listed in {@code docs/errors.md}
 * @param details one entry for each wrong field; null if it is not about fields
 * @param data how what the call is about stands; null if that is not told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiError(
    boolean success,
    String error,
    String code,
    @Nullable List<FieldError> details,
    @Nullable Object data) {

  /**
   * What is wrong with one field of the request.
   *
   * @param field its path, such as {@code events[0]}
   * @param error what is wrong with it
   */
  public record FieldError(String field, String error) {}
}
