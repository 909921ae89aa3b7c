package dev.chasqui.sender.rest;

/**
 * The body of every successful answer.
 *
 * @param success always true
 */
record Success<T>(boolean success, T data) {

  static <T> Success<T> of(T data) {
    return new Success<>(true, data);
  }
}
