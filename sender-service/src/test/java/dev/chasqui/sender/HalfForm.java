package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/**
 * A form with a file of which a client, who reads Spanish, has sent the beginning, and sends no
 * more for now.
 */
final class HalfForm implements AutoCloseable {

  /** More than is kept in any buffer. */
  private static final int BEGINNING = 64 * 1024;

  private final Socket socket;

  /**
   * Sends it.
   *
   * @param length of the whole, as the client says
   */
  HalfForm(String url, String key, long length) throws IOException {
    URI server = URI.create(url);
    this.socket = new Socket(server.getHost(), server.getPort());
    String request =
        "POST /api/whatsapp/sendMedia HTTP/1.1\r\nHost: localhost\r\n"
            + "X-API-Key: %s\r\nContent-Length: %d\r\n".formatted(key, length)
            + "Accept-Language: es\r\n"
            + "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
            + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
            + "a".repeat(BEGINNING);
    send(request);
  }

  /** Sends more of the file. */
  void send(String more) throws IOException {
    socket.getOutputStream().write(more.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  boolean isAnswered() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  /** Waits for the answer; returns how it begins, such as {@code HTTP/1.1 413}. */
  String answer() throws IOException {
    return new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
  }

  /** Waits for what follows, up to the end of the JSON. */
  String body() throws IOException {
    StringBuilder body = new StringBuilder();
    for (int next = 0; next >= 0 && next != '}'; ) {
      next = socket.getInputStream().read();
      body.append((char) next);
    }
    return body.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
