package dev.chasqui.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports on loopback. Thread-safe. */
public final class Ports {

  /** Below those that systems give to outgoing connections, which would take one in between. */
  private static final int FIRST = 10_000;

  private static final int END = 32_768;
  private static final int TRIES = 1_000;

  private Ports() {}

  /** A port that nobody used a moment ago. */
  public static int free() {
    return ThreadLocalRandom.current()
        .ints(TRIES, FIRST, END)
        .filter(Ports::isFree)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No port is free"));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
