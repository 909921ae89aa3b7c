package dev.chasqui.simulator.numbers;

/** Told of numbers that come and go. */
public interface NumberListener {
  /** The number was made or changed. */
  default void changed(BusinessNumber number) {}

  /** The number is gone. */
  default void removed(String phoneNumberId) {}
}
