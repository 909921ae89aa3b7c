package dev.chasqui.e2e.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request as bytes, so that it may be what no client sends. Immutable.
 *
 * @param target path and query, as they go over the wire
 * @param headers beside {@code Host} and {@code Connection}
 */
@SuppressWarnings("ArrayRecordComponent")
record RawRequest(String method, String target, Map<String, String> headers, byte[] body) {

  private static final int PATIENCE_MILLIS = 30_000;

  /** Tomcat's own limit. */
  private static final int MOST_HEAD_BYTES = 8_192;

  /** The status of its answer; 0 if the connection ended without one. */
  int send(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      write(socket);
      return status(socket.getInputStream());
    } catch (SocketException e) {
      return 0;
    }
  }

  private void write(Socket socket) throws IOException {
    try {
      socket.getOutputStream().write(bytes());
    } catch (SocketException e) {
      // It was refused before it was read; why, may be there to read.
      socket.shutdownOutput();
    }
  }

  /** Whether it is refused before all of it is read, so that the connection may just end. */
  boolean isOversized() {
    return head().length > MOST_HEAD_BYTES;
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head());
    bytes.write(body);
    return bytes.toByteArray();
  }

  private byte[] head() {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Reads all of it: who hangs up early disturbs whoever writes. */
  private static int status(InputStream answer) throws IOException {
    byte[] bytes = answer.readAllBytes();
    return bytes.length < 12
        ? 0
        : Integer.parseInt(new String(bytes, 9, 3, StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    String shown = new String(body, 0, Math.min(body.length, 2_000), StandardCharsets.UTF_8);
    return "%s %s %s (%d bytes) %s".formatted(method, target, headers, body.length, shown);
  }
}
