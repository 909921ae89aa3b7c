package dev.chasqui.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Addresses of this machine beside 127.0.0.1: Linux has all of 127.0.0.0/8. Thread-safe. */
public final class Loopback {

  private Loopback() {}

  /** Such as {@code 127.0.1.2}. */
  public static InetAddress address(int third, int fourth) {
    return InetAddress.ofLiteral("127.0.%d.%d".formatted(third, fourth));
  }

  /** Whether servers can listen there. */
  public static boolean has(InetAddress address) {
    try (ServerSocket _ = new ServerSocket(0, 1, address)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
