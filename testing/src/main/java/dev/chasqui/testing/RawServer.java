package dev.chasqui.testing;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that answers byte for byte as its script says: also what is no HTTP. Thread-safe. */
public final class RawServer implements Closeable {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

  private final ServerSocket listening;
  private final Script script;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What is done with a connection; it is closed afterwards. */
  public interface Script {
    void handle(RawServer server, Socket socket) throws IOException;
  }

  private RawServer(ServerSocket listening, Script script) {
    this.listening = listening;
    this.script = script;
    threads.execute(this::accept);
  }

  /** Starts on a free port of loopback; the caller closes it. */
  public static RawServer start(Script script) {
    return start(InetAddress.getLoopbackAddress(), 0, script);
  }

  /** Starts on an address of loopback, see {@link Loopback}; port 0 is a free one. */
  public static RawServer start(InetAddress address, int port, Script script) {
    try {
      return start(new ServerSocket(port, 50, address), script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts on a socket that listens already, which may be one of TLS. */
  public static RawServer start(ServerSocket listening, Script script) {
    return new RawServer(listening, script);
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create(
        "http://%s:%d"
            .formatted(listening.getInetAddress().getHostAddress(), listening.getLocalPort()));
  }

  /** How many connections were made. */
  public int connections() {
    return connections.get();
  }

  /** How many requests were read in full. */
  public int requests() {
    return requests.get();
  }

  /** Reads a request with its body; false if the connection ended before one. */
  public boolean readRequest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int read = in.read();
      if (read < 0) {
        return false;
      }
      head.append((char) read);
    }
    Matcher length = LENGTH.matcher(head);
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    if (in.readNBytes(body).length < body) {
      throw new EOFException();
    }
    requests.incrementAndGet();
    return true;
  }

  /** Writes text, one byte a character. */
  public static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Waits, less long if the server is closed. */
  public boolean pause(long millis) {
    try {
      return !closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        threads.execute(() -> handle(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void handle(Socket socket) {
    try (socket) {
      script.handle(this, socket);
    } catch (IOException e) {
      // The caller went away, which some tests want.
      sockets.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
