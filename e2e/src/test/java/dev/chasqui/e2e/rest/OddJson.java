package dev.chasqui.e2e.rest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Bodies: JSON with the fields that there are, JSON of any kind, and what is none. */
final class OddJson {

  private static final List<String> FIELDS =
      List.of(
          "phone",
          "phones",
          "message",
          "recipients",
          "delay",
          "imageUrl",
          "documentUrl",
          "base64",
          "mimetype",
          "caption",
          "filename",
          "url",
          "events",
          "secret",
          "encryption",
          "clientId",
          "accounts",
          "headers",
          "ratePerSecond",
          "order",
          "retentionHours",
          "whenOff",
          "description",
          "oldValidSeconds",
          "since",
          "fromEventId",
          "failedOnly",
          "messagesPerSecond",
          "burst",
          "dailyQuota",
          "timeZone",
          "warmUpStart",
          "");

  private static final List<String> USUAL =
      List.of(
          "573001234567",
          "573009876543@s.whatsapp.net",
          "http://127.0.0.1:1/",
          "https://x",
          "*",
          "message",
          "image/jpeg",
          "aGVsbG8=",
          "2026-01-31T12:00:00Z",
          "America/Bogota",
          "chat",
          "aes-256-gcm",
          "none",
          "+",
          "0",
          "-1",
          "999999999999999999999999",
          "");

  private static final int DEEP = 20_000;
  private static final int HUGE = 70_000;

  private OddJson() {}

  static Arbitrary<byte[]> bodies() {
    Arbitrary<String> documents = objects();
    return Arbitraries.frequencyOf(
        Tuple.of(12, documents.map(OddJson::bytes)),
        Tuple.of(3, values().map(OddJson::bytes)),
        Tuple.of(3, truncated(documents)),
        Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofMaxSize(200)),
        Tuple.of(1, Arbitraries.of("[", "{\"a\":", "{\"events\":[").map(OddJson::nested)),
        Tuple.of(1, Arbitraries.of("message", "url", "phone", "secret").map(OddJson::huge)),
        Tuple.of(1, Arbitraries.just(new byte[0])));
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static Arbitrary<byte[]> truncated(Arbitrary<String> documents) {
    return Combinators.combine(documents, Arbitraries.integers().between(0, 100))
        .as((json, percent) -> bytes(json.substring(0, json.length() * percent / 100)));
  }

  private static byte[] nested(String opening) {
    return bytes(opening.repeat(DEEP));
  }

  private static byte[] huge(String field) {
    return bytes("{\"%s\":\"%s\"}".formatted(field, "a".repeat(HUGE)));
  }

  private static Arbitrary<String> objects() {
    Arbitrary<String> member =
        Combinators.combine(
                Arbitraries.frequencyOf(Tuple.of(9, names()), Tuple.of(1, texts())), values())
            .as((name, value) -> "\"" + name + "\":" + value);
    return member
        .list()
        .ofMaxSize(8)
        .map(members -> members.stream().collect(Collectors.joining(",", "{", "}")));
  }

  /** The names of fields that there are, each of some operation. */
  static Arbitrary<String> names() {
    return Arbitraries.of(FIELDS);
  }

  /** Of a field, as JSON. */
  static Arbitrary<String> values() {
    Arbitrary<String> simple =
        Arbitraries.oneOf(
            Arbitraries.of(USUAL).map(text -> "\"" + text + "\""),
            texts().map(text -> "\"" + text + "\""),
            Arbitraries.of("null", "true", "false", "0", "-1", "1.5", "1e999", "9".repeat(400)),
            Arbitraries.longs().map(number -> Long.toString(number)));
    return Arbitraries.recursive(() -> simple, OddJson::wrapped, 0, 3);
  }

  private static Arbitrary<String> wrapped(Arbitrary<String> inner) {
    Arbitrary<List<String>> several = inner.list().ofMaxSize(3);
    return Arbitraries.oneOf(
        inner,
        several.map(values -> "[" + String.join(",", values) + "]"),
        Combinators.combine(names(), inner)
            .as((name, value) -> "{\"" + name + "\":" + value + "}"));
  }

  /** As they stand between quotes. */
  private static Arbitrary<String> texts() {
    Arbitrary<String> escapes =
        Arbitraries.of(
            "\\u0000",
            "\\u0001",
            "\\ud83d",
            "\\udc00",
            "\\ud83d\\ude00",
            "\\u202e",
            "\\ufeff",
            "\\uffff",
            "\\n",
            "\\\"",
            "\\\\",
            "\u00e9",
            "\u4e2d",
            "\ud83d\ude00",
            "%",
            "'",
            "<");
    return Arbitraries.oneOf(escapes, Arbitraries.strings().alpha().ofMaxLength(10))
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }
}
