package dev.chasqui.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports for servers that are about to start. Below those that systems give to outgoing
 * connections, which could take one before its server does. Thread-safe.
 */
public final class FreePorts {

  private static final int FIRST = 10_000;
  private static final int END = 32_768;
  private static final int TRIES = 1_000;

  private FreePorts() {}

  /** A port of 10000 to 32767 on which nobody listened a moment ago. */
  public static int on(InetAddress address) {
    return ThreadLocalRandom.current()
        .ints(TRIES, FIRST, END)
        .filter(port -> isFree(address, port))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("No port is free on " + address.getHostAddress()));
  }

  private static boolean isFree(InetAddress address, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
