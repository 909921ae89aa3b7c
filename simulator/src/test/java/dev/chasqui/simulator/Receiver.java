package dev.chasqui.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chasqui.simulator.graph.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Receives webhooks, and answers the handshake for one verify token. */
final class Receiver implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<Hook> hooks = new CopyOnWriteArrayList<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger posts = new AtomicInteger();
  private final AtomicInteger handshakes = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String verifyToken;

  Receiver(String verifyToken) throws IOException {
    this.verifyToken = verifyToken;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.setExecutor(threads);
    server.createContext("/hook", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  /** Answers the next so many webhooks with 500. */
  void refuse(int times) {
    refusals.set(times);
  }

  int posts() {
    return posts.get();
  }

  int handshakes() {
    return handshakes.get();
  }

  List<Hook> hooks() {
    return hooks;
  }

  void forget() {
    hooks.clear();
  }

  /** All statuses so far, in the order in which they came. */
  List<JsonNode> statuses(String wamid) {
    return all("statuses").filter(s -> s.path("id").asString().equals(wamid)).toList();
  }

  List<String> statusNames(String wamid) {
    return statuses(wamid).stream().map(s -> s.path("status").asString()).toList();
  }

  List<String> awaitStatuses(String wamid, int count) {
    await().atMost(PATIENCE).until(() -> statuses(wamid).size() >= count);
    return statusNames(wamid);
  }

  /** The first message from a person for which this holds. */
  JsonNode awaitMessage(Predicate<JsonNode> wanted) {
    return awaitHook(hook -> wanted.test(hook.value().path("messages").path(0)))
        .value()
        .path("messages")
        .path(0);
  }

  Hook awaitHook(Predicate<Hook> wanted) {
    await().atMost(PATIENCE).until(() -> hooks.stream().anyMatch(wanted));
    return hooks.stream().filter(wanted).findFirst().orElseThrow();
  }

  private Stream<JsonNode> all(String kind) {
    return hooks.stream()
        .flatMap(hook -> hook.json().path("entry").valueStream())
        .flatMap(entry -> entry.path("changes").valueStream())
        .flatMap(change -> change.path("value").path(kind).valueStream());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        handshake(exchange);
      } else {
        receive(exchange);
      }
    }
  }

  private void handshake(HttpExchange exchange) throws IOException {
    handshakes.incrementAndGet();
    var query = Objects.toString(exchange.getRequestURI().getQuery());
    var known =
        query.contains("hub.mode=subscribe") && query.contains("hub.verify_token=" + verifyToken);
    var challenge = query.replaceFirst(".*hub\\.challenge=([0-9]+).*", "$1");
    exchange.sendResponseHeaders(known ? 200 : 403, 0);
    exchange.getResponseBody().write(challenge.getBytes(ISO_8859_1));
  }

  private void receive(HttpExchange exchange) throws IOException {
    posts.incrementAndGet();
    var body = exchange.getRequestBody().readAllBytes();
    var refused = refusals.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    if (!refused) {
      hooks.add(
          new Hook(
              new String(body, ISO_8859_1),
              Objects.toString(exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")),
              Objects.toString(exchange.getRequestHeaders().getFirst("User-Agent")),
              Json.MAPPER.readTree(body)));
    }
    exchange.sendResponseHeaders(refused ? 500 : 200, -1);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
