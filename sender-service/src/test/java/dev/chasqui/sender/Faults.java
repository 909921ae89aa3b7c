package dev.chasqui.sender;

import dev.chasqui.testing.ForeignCertificate;
import dev.chasqui.testing.Ports;
import dev.chasqui.testing.RawServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLServerSocket;

/** Servers that break a call at one stage, on real sockets. For one test. */
final class Faults implements Closeable {

  private static final String HEAD = "HTTP/1.1 ";
  private static final String CLOSE = "Connection: close\r\nContent-Length: ";

  private final Deque<Closeable> open = new ArrayDeque<>();
  private IntSupplier calls = () -> 0;

  /** How many calls have reached the server; 0 if they cannot. */
  int calls() {
    return calls.getAsInt();
  }

  /** The address of a server that fails at a stage, as {@code docs/outcomes.md} calls it. */
  String at(String stage, Path directory) throws Exception {
    return switch (stage) {
      case "DNS knows no address" -> "http://no-such-host.invalid";
      case "connection refused" -> "http://127.0.0.1:" + Ports.free();
      case "time-out while connecting" -> neverAccepting();
      case "TLS: the certificate is not trusted" -> withForeignCertificate(directory);
      case "TLS: the server speaks none" -> raw(Faults::notTls).replace("http:", "https:");
      case "connection breaks while the body is written" -> raw(Faults::resetInTheBody);
      case "reset after the body was written" -> raw(after((_, s) -> s.setSoLinger(true, 0)));
      case "closed without an answer" -> raw(after((_, _) -> {}));
      case "time-out while waiting for the answer" ->
          raw(after((server, _) -> server.pause(20_000)));
      case "the answer drips in too slowly" -> raw(after(Faults::drip));
      case "the answer is cut off" -> answer(HEAD + "200 OK\r\nContent-Length: 500\r\n\r\n{\"mess");
      case "the answer is not HTTP" -> answer("SSH-2.0-OpenSSH\r\n\r\n");
      case "200 without a message id" -> answer(HEAD + "200 OK\r\n" + CLOSE + "2\r\n\r\n{}");
      case "another 2xx" -> answer(HEAD + "202 Accepted\r\n" + CLOSE + "2\r\n\r\n{}");
      case "3xx" ->
          answer(HEAD + "307 Go\r\nLocation: http://127.0.0.1:1/\r\n" + CLOSE + "0\r\n\r\n");
      // The header matters to a 429 only.
      default ->
          answer(HEAD + stage.substring(0, 3) + " No\r\nRetry-After: 3\r\n" + CLOSE + "0\r\n\r\n");
    };
  }

  private String raw(RawServer.Script script) {
    RawServer server = keep(RawServer.start(script));
    calls = server::connections;
    return server.uri().toString();
  }

  private String answer(String text) {
    return raw(after((_, socket) -> RawServer.write(socket, text)));
  }

  private static RawServer.Script after(RawServer.Script then) {
    return (server, socket) -> {
      if (server.readRequest(socket)) {
        then.handle(server, socket);
      }
    };
  }

  private static void drip(RawServer server, Socket socket) throws IOException {
    RawServer.write(socket, HEAD + "200 OK\r\nContent-Length: 500\r\n\r\n");
    while (server.pause(50)) {
      RawServer.write(socket, ".");
    }
  }

  private static void notTls(RawServer server, Socket socket) throws IOException {
    RawServer.write(socket, "220 mail.example.org ESMTP\r\n");
  }

  /** Reads the head and a little more, and leaves the rest of the body in the socket. */
  private static void resetInTheBody(RawServer server, Socket socket) throws IOException {
    var _ = socket.getInputStream().readNBytes(600);
    socket.setSoLinger(true, 0);
  }

  /** A queue of connections that is full: the system drops what asks for another. */
  private String neverAccepting() throws IOException {
    ServerSocket server = keep(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    for (int i = 0; i < 2; i++) {
      keep(new Socket(server.getInetAddress(), server.getLocalPort()));
    }
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private String withForeignCertificate(Path directory) throws Exception {
    SSLServerSocket server = keep(ForeignCertificate.listener(directory));
    Thread.ofVirtual().start(() -> shakeHands(server));
    return "https://localhost:" + server.getLocalPort();
  }

  private static void shakeHands(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        var _ = socket.getInputStream().read();
      } catch (IOException e) {
        // The client breaks off, or the test is over.
      }
    }
  }

  private <C extends Closeable> C keep(C closeable) {
    open.push(closeable);
    return closeable;
  }

  @Override
  public void close() throws IOException {
    for (Closeable one : open) {
      one.close();
    }
  }
}
