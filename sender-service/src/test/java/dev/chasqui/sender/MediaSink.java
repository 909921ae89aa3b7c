package dev.chasqui.sender;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A WhatsApp that keeps of files only what they are told apart by, so that they may be of any size.
 * Thread-safe.
 */
final class MediaSink implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final long fileLength;
  private final List<String> files = new CopyOnWriteArrayList<>();
  private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch answering = new CountDownLatch(0);

  /**
   * @param fileLength of every file that comes
   */
  MediaSink(long fileLength) {
    this.fileLength = fileLength;
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The SHA-256 of each file, in hex. */
  List<String> files() {
    return files;
  }

  /** The bodies of the messages. */
  List<JsonNode> messages() {
    return messages;
  }

  /** From now on messages are taken, and not answered until {@link #answer}. */
  void hold() {
    answering = new CountDownLatch(1);
  }

  void answer() {
    answering.countDown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      InputStream in = new BufferedInputStream(exchange.getRequestBody());
      if (exchange.getRequestURI().getPath().endsWith("/media")) {
        files.add(digest(in));
        answer(exchange, "{\"id\":\"7" + files.size() + "\"}");
      } else {
        messages.add(JSON.readTree(in.readAllBytes()));
        answering.await();
        answer(exchange, "{\"messages\":[{\"id\":\"wamid.sink\"}]}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String digest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!(head.indexOf("filename=") >= 0 && head.toString().endsWith("\r\n\r\n"))) {
      head.append(new String(in.readNBytes(1), ISO_8859_1));
    }
    DigestInputStream file = new DigestInputStream(in, sha256());
    byte[] block = new byte[64 * 1024];
    for (long left = fileLength; left > 0; ) {
      int read = file.read(block, 0, (int) Math.min(block.length, left));
      if (read < 0) {
        throw new IOException("the file ends early");
      }
      left -= read;
    }
    file.on(false);
    in.transferTo(OutputStream.nullOutputStream());
    return HexFormat.of().formatHex(file.getMessageDigest().digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
