package dev.chasqui.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A subscriber: takes webhooks on a free port of this machine and checks their signatures. */
final class Receiver implements AutoCloseable {

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private final JsonMapper json = new JsonMapper();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final WebhookSecret secret;
  private final BiConsumer<String, Boolean> onWebhook;
  private final HttpServer server;
  private final String host;

  /**
   * @param target what posts to it; it listens on all addresses only if that is not this machine
   * @param onWebhook is told the event's id and whether the signatures are right; on many threads
   */
  Receiver(Target target, WebhookSecret secret, BiConsumer<String, Boolean> onWebhook) {
    this.secret = secret;
    this.onWebhook = onWebhook;
    this.host = target.receiverHost();
    try {
      this.server = HttpServer.create(freePort(target), 1_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::receive);
    server.start();
  }

  private static InetSocketAddress freePort(Target target) {
    return target.isLocal()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)
        : new InetSocketAddress(0);
  }

  String url() {
    return "http://" + host + ":" + server.getAddress().getPort() + "/webhooks";
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      boolean verified = verify(exchange.getRequestHeaders(), body);
      exchange.sendResponseHeaders(verified ? OK : UNAUTHORIZED, -1);
      JsonNode event = read(body);
      if (!isPing(event)) {
        onWebhook.accept(event.path("id").asString(""), verified);
      }
    }
  }

  /** What is posted when a webhook is registered, signed too; it must be answered with 200. */
  private static boolean isPing(JsonNode event) {
    return event.path("type").asString("").equals("ping");
  }

  private boolean verify(Headers headers, byte[] body) {
    return secret.signed(
            headers.getFirst("webhook-id"),
            headers.getFirst("webhook-timestamp"),
            body,
            headers.getFirst("webhook-signature"))
        && secret.hubSigned(body, headers.getFirst("X-Hub-Signature-256"));
  }

  private JsonNode read(byte[] body) {
    try {
      return json.readTree(body);
    } catch (JacksonException e) {
      return json.nullNode();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
