package dev.chasqui.benchmarks.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Takes orders, one at a time: JSON in, JSON or bytes out. */
public final class ControlServer {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;

  /**
   * Listens on loopback at once.
   *
   * @param port where
   */
  public ControlServer(int port) {
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A question that is answered with JSON. */
  public ControlServer on(String path, Supplier<Object> question) {
    return onBytes(path, () -> JSON.writeValueAsBytes(question.get()));
  }

  /** A question that is answered with bytes. */
  public ControlServer onBytes(String path, Supplier<byte[]> question) {
    return add(path, _ -> question.get());
  }

  /** An order that is answered with JSON. */
  public <T> ControlServer on(String path, Class<T> type, Function<T, Object> order) {
    return add(path, body -> JSON.writeValueAsBytes(order.apply(JSON.readValue(body, type))));
  }

  private ControlServer add(String path, Function<byte[], byte[]> order) {
    server.createContext(path, exchange -> answer(exchange, order));
    return this;
  }

  private static void answer(HttpExchange exchange, Function<byte[], byte[]> order)
      throws IOException {
    // Else an order may meet a connection that the server is about to close for being idle.
    exchange.getResponseHeaders().set("Connection", "close");
    byte[] answer;
    int status;
    try {
      answer = order.apply(exchange.getRequestBody().readAllBytes());
      status = 200;
    } catch (RuntimeException | Error e) {
      // An error too is told: else the caller would see no more than a broken connection.
      e.printStackTrace();
      answer = e.toString().getBytes(StandardCharsets.UTF_8);
      status = 500;
    }
    exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  public void start() {
    server.start();
  }

  /** Blocks until whoever started this process is gone or wants it to end. */
  public static void awaitEnd() throws IOException {
    while (System.in.read() >= 0) {
      // Nothing is said on it; its end closes the pipe.
    }
  }
}
