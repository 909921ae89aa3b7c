package dev.chasqui.simulator.numbers;

/** Whether a number can send at all. */
public interface SendGate {
  /**
   * Lets a send through, or not.
   *
   * @throws dev.chasqui.simulator.graph.GraphException when the number cannot send now
   */
  void requireOpen(BusinessNumber number);
}
