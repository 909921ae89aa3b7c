package dev.chasqui.inbound.media;

/** What came of asking WhatsApp for a file. Immutable. */
sealed interface Fetched {

  /** It was handed on, to its end. */
  record Whole() implements Fetched {}

  /** WhatsApp has it no more, or never had. */
  record Gone() implements Fetched {}

  /**
   * The account's token is refused.
   *
   * @param why for people
   */
  record NotAuthorised(String why) implements Fetched {}

  /** WhatsApp answers what it should not: another time it may do better, or not. */
  record NotGiven() implements Fetched {}

  /** Nobody answers, or not to the end, or it asks to slow down. */
  record Away() implements Fetched {}
}
