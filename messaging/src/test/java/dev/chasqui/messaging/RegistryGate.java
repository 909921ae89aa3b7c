package dev.chasqui.messaging;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Stands before the real registry, as proxies do: asks for credentials, counts, can be broken. */
final class RegistryGate implements AutoCloseable {

  final AtomicInteger requests = new AtomicInteger();
  final AtomicInteger failWith = new AtomicInteger();
  final AtomicReference<@Nullable String> userInfo = new AtomicReference<>();

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;
  private final String upstream;

  RegistryGate(String upstream) throws IOException {
    this.upstream = upstream;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      if (failWith.get() != 0) {
        exchange.sendResponseHeaders(failWith.get(), -1);
      } else if (!authorised(exchange)) {
        exchange.sendResponseHeaders(401, -1);
      } else {
        forward(exchange);
      }
    }
  }

  private boolean authorised(HttpExchange exchange) {
    String wanted = userInfo.get();
    return wanted == null
        || ("Basic " + Base64.getEncoder().encodeToString(wanted.getBytes(StandardCharsets.UTF_8)))
            .equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private void forward(HttpExchange exchange) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(upstream + exchange.getRequestURI().getRawPath()))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    try {
      HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
