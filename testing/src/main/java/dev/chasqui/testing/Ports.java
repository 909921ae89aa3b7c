package dev.chasqui.testing;

import dev.chasqui.embedded.FreePorts;
import java.net.InetAddress;

/** TCP ports on loopback. Thread-safe. */
public final class Ports {

  private Ports() {}

  /** A port that nobody used a moment ago. */
  public static int free() {
    return FreePorts.on(InetAddress.getLoopbackAddress());
  }
}
