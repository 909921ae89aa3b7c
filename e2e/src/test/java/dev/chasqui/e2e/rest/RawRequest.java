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

  private byte[] bytes() throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    head.append("Host: localhost\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head.toString().getBytes(StandardCharsets.UTF_8));
    bytes.write(body);
    return bytes.toByteArray();
  }

  private static int status(InputStream answer) throws IOException {
    String start = new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
    return start.length() < 12 ? 0 : Integer.parseInt(start.substring(9));
  }

  @Override
  public String toString() {
    String shown = new String(body, 0, Math.min(body.length, 2_000), StandardCharsets.UTF_8);
    return "%s %s %s (%d bytes) %s".formatted(method, target, headers, body.length, shown);
  }
}
