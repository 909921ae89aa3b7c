package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.numbers.BusinessNumber;

/** The rules of one message type. Thread-safe. */
@FunctionalInterface
interface TypeRules {
  /**
   * Checks the content of a message.
   *
   * @param content the object named after the type (for contacts: the message)
   * @param message the whole request
   * @throws dev.chasqui.simulator.graph.GraphException for the first rule that is broken
   */
  void check(BusinessNumber number, Param content, Param message);
}
