package dev.chasqui.simulator.numbers;

import java.net.URI;

/**
 * Where a number's webhooks go.
 *
 * @param verify when the handshake is made
 */
public record Callback(URI url, String verifyToken, VerifyCallback verify) {
  @Override
  public String toString() {
    return url.toString();
  }
}
