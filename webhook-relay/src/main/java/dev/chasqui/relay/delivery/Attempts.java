package dev.chasqui.relay.delivery;

/** Makes attempts. Thread-safe. */
@FunctionalInterface
interface Attempts {

  /**
   * Tries a delivery once; blocks until that is decided.
   *
   * @param number 1 for the first attempt
   */
  Attempt attempt(Delivery delivery, int number);
}
