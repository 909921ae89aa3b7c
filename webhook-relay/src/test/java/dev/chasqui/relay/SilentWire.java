package dev.chasqui.relay;

import dev.chasqui.testing.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before a server. The connections that it has may fall silent, as if their server had lost
 * its power: what is sent is taken, and nothing comes back. Thread-safe.
 */
final class SilentWire implements AutoCloseable {

  private static final String JDBC = "jdbc:";

  private final URI server;
  private final RawServer wire;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<Socket> silent = ConcurrentHashMap.newKeySet();

  /**
   * @param jdbcUrl of the server
   */
  SilentWire(String jdbcUrl) {
    this.server = URI.create(jdbcUrl.substring(JDBC.length()));
    this.wire = RawServer.start((_, client) -> join(client));
  }

  /** The server, by way of this. */
  String jdbcUrl() {
    return JDBC
        + server.toString().replace(server.getAuthority(), "127.0.0.1:" + wire.uri().getPort());
  }

  /** From now on the connections that there are say nothing more; new ones do. */
  void fallSilent() {
    silent.addAll(open);
  }

  private void join(Socket client) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      open.add(client);
      Thread.startVirtualThread(() -> back(socket, client));
      pass(client.getInputStream(), socket.getOutputStream(), client);
    } finally {
      open.remove(client);
    }
  }

  private void back(Socket socket, Socket client) {
    try {
      pass(socket.getInputStream(), client.getOutputStream(), client);
    } catch (IOException e) {
      // One of the two has closed.
    }
  }

  private void pass(InputStream from, OutputStream to, Socket client) throws IOException {
    byte[] block = new byte[8192];
    for (int read = from.read(block); read >= 0; read = from.read(block)) {
      if (!silent.contains(client)) {
        to.write(block, 0, read);
        to.flush();
      }
    }
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
