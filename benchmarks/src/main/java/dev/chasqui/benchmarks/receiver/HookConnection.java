package dev.chasqui.benchmarks.receiver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** A client's connection: one request after the other, each answered before the next one comes. */
final class HookConnection {

  private static final int LARGEST_REQUEST = 16 * 1024;
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(ISO_8859_1);

  private final SocketChannel channel;
  private final ByteBuffer request = ByteBuffer.allocate(LARGEST_REQUEST);

  HookConnection(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Reads what is there; empty if a request is not complete.
   *
   * @throws IOException if the connection has ended, or the request is too large
   */
  Optional<Hook> read() throws IOException {
    if (channel.read(request) < 0) {
      throw new EOFException();
    }
    int headEnd = headEnd();
    if (headEnd >= 0) {
      String head = new String(request.array(), 0, headEnd, ISO_8859_1);
      if (request.position() >= headEnd + Hook.bodyLength(head)) {
        request.clear();
        return Optional.of(Hook.of(head));
      }
    }
    if (!request.hasRemaining()) {
      throw new IOException("The request is too large");
    }
    return Optional.empty();
  }

  /** Where the body begins; below 0 if that has not come yet. */
  private int headEnd() {
    byte[] bytes = request.array();
    for (int i = 3; i < request.position(); i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  void answer() {
    try {
      channel.write(ByteBuffer.wrap(ANSWER));
    } catch (IOException e) {
      // Its client waited no longer.
      close();
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      System.err.println("A connection was not closed: " + e);
    }
  }
}
