package dev.chasqui.e2e.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.e2e.rest.Document.Operation;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/** Whatever comes in, the answer is never a fault of ours. */
class FuzzTest {

  private static final RestSystem SYSTEM = RestSystem.shared();
  private static final Api API = SYSTEM.newTenant();
  private static final List<Operation> OPERATIONS = Document.of(API).operations();
  private static final List<String> METHODS =
      List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW", "get");

  /** Those that say what is not there, or not now, are answers too. */
  private static final List<Integer> NO_FAULTS_OF_OURS = List.of(501, 503);

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void noRequestMakesAFaultOfOurs(@ForAll("requests") RawRequest request) throws IOException {
    int status = request.send(SYSTEM.port);

    assertThat(status < 500 || NO_FAULTS_OF_OURS.contains(status))
        .as("%d to %s", status, request)
        .isTrue();
  }

  @Provide
  Arbitrary<RawRequest> requests() {
    Arbitrary<Operation> operation = Arbitraries.of(OPERATIONS);
    return operation.flatMap(
        it ->
            Combinators.combine(methods(it), targets(it), headers(), OddJson.bodies())
                .as(RawRequest::new));
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
    List<String> known = operation.parameters("query");
    Arbitrary<String> names =
        known.isEmpty() ? pieces() : Arbitraries.oneOf(Arbitraries.of(known), pieces());
    return Combinators.combine(names, pieces())
        .as((name, value) -> name + "=" + value)
        .list()
        .ofMaxSize(3)
        .map(pairs -> String.join("&", pairs));
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

  private static Arbitrary<Map<String, String>> headers() {
    Arbitrary<String> keys =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.just(API.key())), Tuple.of(1, headerTexts()));
    Arbitrary<String> types =
        Arbitraries.frequencyOf(
            Tuple.of(9, Arbitraries.just("application/json")),
            Tuple.of(
                1,
                Arbitraries.of(
                    "text/plain",
                    "application/json;charset=iso-8859-1",
                    "x",
                    "application/json;charset=none",
                    "multipart/form-data;boundary=a",
                    "*/*",
                    "application/x-www-form-urlencoded",
                    "application/merge-patch+json")),
            Tuple.of(1, headerTexts()));
    Arbitrary<Map<String, String>> more =
        Arbitraries.maps(
                Arbitraries.of(
                    "Idempotency-Key",
                    "Accept",
                    "Accept-Language",
                    "Prefer",
                    "X-Forwarded-For",
                    "Range",
                    "Cookie",
                    "Expect-Nothing",
                    "If-None-Match",
                    "Origin"),
                headerTexts())
            .ofMaxSize(2);
    return Combinators.combine(keys, types, more)
        .as(
            (key, type, others) -> {
              Map<String, String> headers = new HashMap<>(others);
              headers.put("X-API-Key", key);
              headers.put("Content-Type", type);
              return headers;
            });
  }

  private static Arbitrary<String> headerTexts() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "",
            "a",
            "respond-async",
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
