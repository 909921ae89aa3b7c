package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.numbers.BusinessNumber;

/** Whether a number can send at all. */
public interface SendGate {
  /**
   * Lets a send through, or not.
   *
   * @throws dev.chasqui.simulator.graph.GraphException when the number cannot send now
   */
  void requireOpen(BusinessNumber number);
}
