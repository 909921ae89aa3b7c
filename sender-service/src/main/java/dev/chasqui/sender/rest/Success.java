package dev.chasqui.sender.rest;

/**
 * The body of every successful answer.
 *
 * @param success always true
 */
public record Success<T>(boolean success, T data) {

  public static <T> Success<T> of(T data) {
    return new Success<>(true, data);
  }
}
