package dev.chasqui.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The body of every REST call that was done: the {@code Success} of both APIs. Immutable.
 *
 * @param success always true
 * @param message what was done, for people; null if {@code data} says it all
 * @param data what was asked for; null if there is nothing to show
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Success<T>(boolean success, @Nullable String message, @Nullable T data) {

  public static <T> Success<T> of(T data) {
    return new Success<>(true, null, data);
  }

  public static <T> Success<T> of(String message, T data) {
    return new Success<>(true, message, data);
  }

  /** One without data. */
  public static <T> Success<T> done(String message) {
    return new Success<>(true, message, null);
  }
}
