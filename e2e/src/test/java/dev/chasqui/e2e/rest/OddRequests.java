package dev.chasqui.e2e.rest;

import dev.chasqui.e2e.rest.Call.Change;
import dev.chasqui.e2e.rest.Call.Part;
import dev.chasqui.e2e.rest.Document.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Requests that are wrong in nothing, in one place or two, or in all. */
final class OddRequests {

  /** Without DELETE, which has operations of its own: it takes away what other tries need. */
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW", "get");

  private static final String KEY = "X-API-Key";
  private static final String TYPE = "Content-Type";
  private static final List<String> HEADERS =
      List.of(
          "Authorization",
          "Idempotency-Key",
          "X-Account-Id",
          "Accept",
          "Accept-Language",
          "Prefer",
          "X-Forwarded-For",
          "Range",
          "Cookie",
          "Expect-Nothing",
          "If-None-Match",
          "Origin");

  private final Document document;
  private final Callers callers;

  OddRequests(Document document, Callers callers) {
    this.document = document;
    this.callers = callers;
  }

  Arbitrary<Try> tries(Operation operation) {
    Arbitrary<Try> changed =
        Arbitraries.of(0, 1, 1, 2)
            .flatMap(count -> change(operation).list().ofSize(count))
            .map(changes -> new Try.Changed(operation, changes));
    Arbitrary<Try> odd =
        Combinators.combine(
                methods(operation),
                targets(operation),
                headers(callers.of(operation).key()),
                OddJson.bodies())
            .as((method, target, headers, body) -> raw(method, target, headers, body));
    return Arbitraries.frequencyOf(Tuple.of(4, changed), Tuple.of(1, odd));
  }

  private static Try raw(String method, String target, Map<String, String> headers, byte[] body) {
    return new Try.Odd(new RawRequest(method, target, headers, body));
  }

  private Arbitrary<Change> change(Operation operation) {
    List<Part> parts = new ArrayList<>(List.of(Part.HEADER, Part.QUERY));
    if (!operation.pathVariables().isEmpty()) {
      parts.addAll(List.of(Part.VARIABLE, Part.VARIABLE));
    }
    if (!document.fields(operation.spec()).isEmpty()) {
      parts.addAll(List.of(Part.FIELD, Part.FIELD, Part.FIELD, Part.FIELD));
    }
    return Arbitraries.of(parts).flatMap(part -> change(operation, part));
  }

  private Arbitrary<Change> change(Operation operation, Part part) {
    return switch (part) {
      case VARIABLE -> changes(part, Arbitraries.of(operation.pathVariables()), pieces());
      case QUERY -> changes(part, queryNames(operation), pieces());
      case HEADER ->
          Arbitraries.oneOf(
              changes(part, Arbitraries.just(KEY), headerTexts()),
              changes(part, Arbitraries.just(TYPE), types()),
              changes(part, Arbitraries.of(HEADERS), headerTexts()));
      case FIELD ->
          changes(
              part,
              Arbitraries.frequencyOf(
                  Tuple.of(4, Arbitraries.of(document.fields(operation.spec()))),
                  Tuple.of(1, OddJson.names())),
              OddJson.values());
    };
  }

  /** One in ten leaves the part out. */
  private static Arbitrary<Change> changes(
      Part part, Arbitrary<String> names, Arbitrary<String> values) {
    return Arbitraries.frequencyOf(
        Tuple.of(
            9, Combinators.combine(names, values).as((name, it) -> new Change(part, name, it))),
        Tuple.of(1, names.map(name -> new Change(part, name, null))));
  }

  private static Arbitrary<String> methods(Operation operation) {
    return Arbitraries.frequencyOf(
        Tuple.of(9, Arbitraries.just(operation.method().toUpperCase(Locale.ROOT))),
        Tuple.of(1, Arbitraries.of(METHODS)));
  }

  private static Arbitrary<String> targets(Operation operation) {
    return Combinators.combine(paths(operation), queries(operation))
        .as((path, query) -> query.isEmpty() ? path : path + "?" + query);
  }

  private static Arbitrary<String> paths(Operation operation) {
    Arbitrary<String> filled =
        pieces()
            .list()
            .ofSize(Math.max(1, operation.pathVariables().size()))
            .map(values -> filled(operation, values));
    return Arbitraries.frequencyOf(
        Tuple.of(9, filled), Tuple.of(1, pieces().map(piece -> "/api/" + piece)));
  }

  private static String filled(Operation operation, List<String> values) {
    String path = operation.path();
    for (int i = 0; i < operation.pathVariables().size(); i++) {
      path = path.replace("{" + operation.pathVariables().get(i) + "}", values.get(i));
    }
    return path;
  }

  private static Arbitrary<String> queries(Operation operation) {
    return Combinators.combine(queryNames(operation), pieces())
        .as((name, value) -> name + "=" + value)
        .list()
        .ofMaxSize(3)
        .map(pairs -> String.join("&", pairs));
  }

  private static Arbitrary<String> queryNames(Operation operation) {
    List<String> known = operation.parameters("query");
    return known.isEmpty() ? pieces() : Arbitraries.oneOf(Arbitraries.of(known), pieces());
  }

  /** Of paths and queries, escaped or not. */
  private static Arbitrary<String> pieces() {
    Arbitrary<String> part =
        Arbitraries.oneOf(
            Arbitraries.of(
                "%00",
                "%0a",
                "%ed%a0%80",
                "%ff",
                "%zz",
                "%2f",
                "%2e%2e",
                "..",
                "%f0%9f%98%80",
                ";",
                "%7f",
                "\u00e9",
                "'",
                "{",
                "|",
                "waiting",
                "pending",
                "573001234567",
                "-1",
                "0",
                "9999999999999999999",
                "2026-01-31T12:00:00Z",
                "+999999999-12-31T23:59:59Z",
                "00000000-0000-0000-0000-000000000000",
                "whk_0",
                "true",
                "MS8x"),
            Arbitraries.strings().alpha().ofMaxLength(12));
    return part.list().ofMinSize(1).ofMaxSize(2).map(parts -> String.join("", parts));
  }

  private static Arbitrary<Map<String, String>> headers(String validKey) {
    Arbitrary<String> keys =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.just(validKey)), Tuple.of(1, headerTexts()));
    Arbitrary<String> types =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.just("application/json")), Tuple.of(2, types()));
    Arbitrary<Map<String, String>> more =
        Arbitraries.maps(Arbitraries.of(HEADERS), headerTexts()).ofMaxSize(2);
    return Combinators.combine(keys, types, more)
        .as(
            (key, type, others) -> {
              Map<String, String> headers = new HashMap<>(others);
              headers.put(KEY, key);
              headers.put(TYPE, type);
              return headers;
            });
  }

  private static Arbitrary<String> types() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "text/plain",
            "application/json;charset=iso-8859-1",
            "x",
            "application/json;charset=none",
            "multipart/form-data;boundary=a",
            "*/*",
            "application/x-www-form-urlencoded",
            "application/merge-patch+json"),
        headerTexts());
  }

  private static Arbitrary<String> headerTexts() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            "a",
            "respond-async",
            "Bearer",
            "Bearer eyJhbGciOiJub25lIn0.e30.",
            "Basic YTpi",
            "es-CO",
            "image/png",
            "text/html",
            "?!",
            "\u0001",
            "\u0085",
            "\u00e9",
            "\ud83d\ude00",
            "a\tb",
            "a".repeat(5_000),
            "bytes=0-",
            "*",
            "null",
            "1, 2"),
        Arbitraries.strings().alpha().ofMaxLength(20));
  }
}
