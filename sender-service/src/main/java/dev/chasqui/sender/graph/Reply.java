package dev.chasqui.sender.graph;

import java.util.function.Function;

/**
 * What came of asking WhatsApp for something that is no message. {@link ReplyRules} decides which.
 * Immutable.
 */
public sealed interface Reply<T> {

  /** The same about something that is made of the answer. */
  default <R> Reply<R> map(Function<T, R> made) {
    return flatMap(value -> new Known<>(made.apply(value)));
  }

  /** What comes of asking for something else once the answer is there; else the same. */
  default <R> Reply<R> flatMap(Function<T, Reply<R>> next) {
    return switch (this) {
      case Known<T>(T value) -> next.apply(value);
      case Absent<T> _ -> new Absent<>();
      case Unsupported<T> _ -> new Unsupported<>();
      case NotConnected<T> _ -> new NotConnected<>();
      case NotAuthorised<T>(String why) -> new NotAuthorised<>(why);
      case Refused<T>(String why) -> new Refused<>(why);
      case Away<T> _ -> new Away<>();
    };
  }

  /** It answered. */
  record Known<T>(T value) implements Reply<T> {}

  /** There is none of what was asked for. */
  record Absent<T>() implements Reply<T> {}

  /** What is at the account's address cannot do this: it is not a linked device. */
  record Unsupported<T>() implements Reply<T> {}

  /** The account's session does not work. */
  record NotConnected<T>() implements Reply<T> {}

  /**
   * The account's token is refused.
   *
   * @param why for people
   */
  record NotAuthorised<T>(String why) implements Reply<T> {}

  /**
   * WhatsApp refuses what was asked, and will again.
   *
   * @param why for people
   */
  record Refused<T>(String why) implements Reply<T> {}

  /** Nobody answers, or not what was asked, or it asks to slow down: later it may. */
  record Away<T>() implements Reply<T> {}
}
