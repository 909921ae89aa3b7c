package dev.chasqui.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A subscriber's HTTP server on loopback: keeps every request, and answers as the test says (200
 * until told otherwise). A ping, {@code {"type":"ping"}}, is none of these requests; it is answered
 * with 200 until told otherwise. Thread-safe.
 */
public final class WebhookReceiver implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String PING = "{\"type\":\"ping\"}";

  static {
    // Read once by the JDK's server. Without the first, small answers take 40 ms; without the
    // second, it closes kept-alive connections under the caller beyond 200 of them.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("jdk.httpserver.maxIdleConnections", "100000");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<ReceivedRequest> requests = new ArrayList<>();
  private final List<ReceivedRequest> pings = new ArrayList<>();
  private boolean keeping = true;
  private int received;
  private volatile Function<ReceivedRequest, Answer> script = request -> Answer.status(200);
  private volatile Answer pong = Answer.status(200);

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  /** Starts one on a free port. */
  public static WebhookReceiver start() {
    return start(0);
  }

  /** Starts one on a given port, such as that of an earlier one. */
  public static WebhookReceiver start(int port) {
    return start(InetAddress.getLoopbackAddress(), port);
  }

  /** Starts one on an address of loopback, see {@link Loopback}. */
  public static WebhookReceiver start(InetAddress address, int port) {
    try {
      WebhookReceiver receiver =
          new WebhookReceiver(HttpServer.create(new InetSocketAddress(address, port), 1024));
      receiver.server.createContext("/", receiver::handle);
      receiver.server.setExecutor(receiver.threads);
      receiver.server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Such as {@code http://127.0.0.1:40123}; every path below it is received. */
  public String url() {
    return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + port();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Answers every request from now on in the same way. */
  public void answer(Answer answer) {
    script = request -> answer;
  }

  /** Answers the next requests in this order; the last answer goes on for all that follow. */
  public void answerInOrder(Answer first, Answer... then) {
    List<Answer> answers = new ArrayList<>(List.of(then));
    answers.addFirst(first);
    int done = requests().size();
    script =
        request -> answers.get(Math.clamp(request.number() - done - 1L, 0, answers.size() - 1));
  }

  /** Answers as {@code script} says, from the request and its number; called by many threads. */
  public void answerBy(Function<ReceivedRequest, Answer> script) {
    this.script = script;
  }

  /** Keeps none of the requests from now on: for a script that keeps what it needs of many. */
  public void keepNone() {
    synchronized (requests) {
      keeping = false;
    }
  }

  /** Answers every ping from now on in the same way. */
  public void answerPings(Answer answer) {
    pong = answer;
  }

  /** All pings so far, in the order of arrival. */
  public List<ReceivedRequest> pings() {
    synchronized (requests) {
      return List.copyOf(pings);
    }
  }

  /** All requests so far, in the order of arrival. */
  public List<ReceivedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /**
   * Waits until there are {@code count} requests, for at most 30 s.
   *
   * @return all requests so far, maybe more than {@code count}
   * @throws AssertionError if the time is over
   */
  public List<ReceivedRequest> await(int count) {
    return await(all -> all.size() >= count);
  }

  /** Waits until {@code enough} says so of all requests so far, for at most 30 s. */
  public List<ReceivedRequest> await(Predicate<List<ReceivedRequest>> enough) {
    return await(enough, LIMIT);
  }

  /** As {@link #await(Predicate)}, with a limit of the caller's. */
  public List<ReceivedRequest> await(Predicate<List<ReceivedRequest>> enough, Duration limit) {
    try {
      return Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(limit)
          .until(this::requests, enough);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("Waited " + limit + ", received: " + requests(), e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      ReceivedRequest request = keep(exchange, exchange.getRequestBody().readAllBytes());
      switch (isPing(request.text()) ? pong : script.apply(request)) {
        case Answer.Reply reply -> send(exchange, reply);
        case Answer.Hang() -> holdFor(Duration.ofDays(1));
        case Answer.Drop() -> {}
      }
    }
  }

  private ReceivedRequest keep(HttpExchange exchange, byte[] body) {
    Map<String, List<String>> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    boolean ping = isPing(new String(body, StandardCharsets.UTF_8));
    synchronized (requests) {
      ReceivedRequest request =
          new ReceivedRequest(
              ping ? pings.size() + 1 : ++received,
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(headers),
              body,
              Instant.now());
      if (ping) {
        pings.add(request);
      } else if (keeping) {
        requests.add(request);
      }
      return request;
    }
  }

  private static boolean isPing(String body) {
    return body.equals(PING);
  }

  private void send(HttpExchange exchange, Answer.Reply reply) throws IOException {
    if (holdFor(reply.delay())) {
      return;
    }
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Returns true if the receiver was closed meanwhile. */
  private boolean holdFor(Duration time) {
    try {
      return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Closes the port and all connections; what was received can still be read. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
