package dev.chasqui.simulator.numbers;

/** The hub.challenge handshake. */
public interface CallbackVerifier {
  /**
   * Makes the handshake, now.
   *
   * @throws dev.chasqui.simulator.graph.GraphException when the call-back does not answer the
   *     challenge
   */
  void verify(Callback callback);
}
