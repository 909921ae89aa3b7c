package dev.chasqui.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Where a server listens. */
record Address(String host, int port) {

  /**
   * Settles where {@code server} is going to listen; port 0 becomes a free port.
   *
   * @throws PortTakenException if the port is in use
   */
  static Address claim(String server, String host, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      InetAddress address = InetAddress.getByName(host);
      probe.bind(new InetSocketAddress(address, port));
      return new Address(host, port == 0 ? FreePorts.on(address) : port);
    } catch (IOException e) {
      throw new PortTakenException(server, host, port, e);
    }
  }

  static Address freeOn(String host) {
    return claim("A server", host, 0);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
