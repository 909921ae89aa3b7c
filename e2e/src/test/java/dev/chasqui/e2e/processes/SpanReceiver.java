package dev.chasqui.e2e.processes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Takes spans by OTLP over HTTP, as a collector does. Thread-safe. */
final class SpanReceiver implements AutoCloseable {

  private final List<Received> spans = new CopyOnWriteArrayList<>();
  private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  private SpanReceiver(HttpServer server) {
    this.server = server;
  }

  /**
   * A span.
   *
   * @param service that sent it, without {@code chasqui-}
   * @param parent the parent's id; empty if it has none
   * @param links the ids of traces that it is linked to
   */
  record Received(
      String service,
      String name,
      String trace,
      String id,
      String parent,
      List<String> links,
      Map<String, String> attributes) {}

  static SpanReceiver start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      SpanReceiver receiver = new SpanReceiver(server);
      server.createContext("/v1/traces", receiver::take);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  /** The spans of a trace so far. */
  List<Received> of(String trace) {
    return spans.stream().filter(span -> span.trace().equals(trace)).toList();
  }

  /**
   * The spans of a trace so far, each by its way from where the trace began: services and names.
   *
   * @param client the id of the span that the first has as its parent
   */
  List<String> paths(String trace, String client) {
    Map<String, Received> byId =
        of(trace).stream().collect(Collectors.toMap(Received::id, Function.identity()));
    return byId.values().stream().map(span -> path(span, byId, client)).toList();
  }

  private static String path(Received span, Map<String, Received> byId, String client) {
    Received parent = byId.get(span.parent());
    String before =
        span.parent().equals(client)
            ? "client"
            : parent == null ? "nobody" : path(parent, byId, client);
    return before + " > " + span.service() + ": " + span.name();
  }

  /** All that ever came, a character a byte. */
  String everything() {
    return bodies.stream().map(body -> new String(body, ISO_8859_1)).collect(Collectors.joining());
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      bodies.add(body);
      ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(this::take);
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void take(ResourceSpans from) {
    String service =
        attributes(from.getResource().getAttributesList())
            .getOrDefault("service.name", "")
            .replace("chasqui-", "");
    from.getScopeSpansList().stream()
        .flatMap(scope -> scope.getSpansList().stream())
        .forEach(span -> spans.add(received(service, span)));
  }

  private static Received received(String service, Span span) {
    return new Received(
        service,
        span.getName(),
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getLinksList().stream().map(link -> hex(link.getTraceId())).toList(),
        attributes(span.getAttributesList()));
  }

  private static Map<String, String> attributes(Collection<KeyValue> pairs) {
    return pairs.stream()
        .collect(
            Collectors.toMap(
                KeyValue::getKey,
                pair ->
                    pair.getValue().hasIntValue()
                        ? Long.toString(pair.getValue().getIntValue())
                        : pair.getValue().getStringValue()));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
