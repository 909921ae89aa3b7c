package dev.chasqui.e2e.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A TCP relay in front of a server: it can be slow, or accept connections and read nothing.
 * Thread-safe.
 */
final class TcpGate implements AutoCloseable {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean deaf;

  private TcpGate(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /** Opens one in front of a port of this machine. */
  static TcpGate before(int target) {
    try {
      TcpGate gate = new TcpGate(new ServerSocket(0, 50, LOOPBACK), target);
      Thread.ofVirtual().start(gate::accept);
      return gate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getLocalPort();
  }

  /** Holds back each piece of data for so long, in each direction. */
  void delay(Duration time) {
    delay = time;
  }

  /** From now on it accepts connections and reads nothing. */
  void turnDeaf() {
    deaf = true;
  }

  /** Relays again; what nobody has read is lost. */
  void listen() {
    deaf = false;
    cut();
  }

  /** Ends all connections; what is under way on them is lost. */
  void cut() {
    open.forEach(TcpGate::end);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        if (!deaf) {
          Thread.ofVirtual().start(() -> relay(client));
        }
      } catch (IOException e) {
        // Closed, or a connection that was gone again.
      }
    }
  }

  private void relay(Socket client) {
    try (client;
        Socket upstream = new Socket(LOOPBACK, target)) {
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> copy(upstream, client));
      copy(client, upstream);
      back.join();
    } catch (IOException e) {
      // The server is away: so is the gate.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  /** Ends with the first of the two that ends. */
  private void copy(Socket from, Socket to) {
    byte[] piece = new byte[64 * 1024];
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        if (hold()) {
          return;
        }
        out.write(piece, 0, length);
      }
    } catch (IOException e) {
      // One of the two is gone: the other follows.
    }
  }

  /** True if the gate was closed meanwhile. */
  private boolean hold() {
    try {
      return closed.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(TcpGate::end);
  }
}
