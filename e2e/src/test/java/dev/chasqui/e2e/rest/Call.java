package dev.chasqui.e2e.rest;

import dev.chasqui.e2e.rest.Document.Operation;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request by its parts, so that each can be changed. Immutable.
 *
 * @param path with its variables in braces
 * @param parts by kind and name, as they go over the wire
 */
record Call(String method, String path, Map<Part, Map<String, String>> parts) {

  /** What a request is made of. A field's value is JSON. */
  enum Part {
    VARIABLE,
    QUERY,
    HEADER,
    FIELD
  }

  /**
   * Another value of a part.
   *
   * @param value null: it is left out
   */
  record Change(Part part, String name, @Nullable String value) {}

  static Call of(Operation operation) {
    return new Call(
        operation.method().toUpperCase(Locale.ROOT), operation.path(), new EnumMap<>(Part.class));
  }

  Call with(Part part, String name, String value) {
    return with(new Change(part, name, value));
  }

  Call with(Change change) {
    Map<String, String> values = new TreeMap<>(of(change.part()));
    if (change.value() == null) {
      values.remove(change.name());
    } else {
      values.put(change.name(), change.value());
    }
    Map<Part, Map<String, String>> changed = new EnumMap<>(Part.class);
    changed.putAll(parts);
    changed.put(change.part(), values);
    return new Call(method, path, changed);
  }

  private Map<String, String> of(Part part) {
    return parts.getOrDefault(part, Map.of());
  }

  /** Path and query. */
  String target() {
    String filled = path;
    for (Map.Entry<String, String> variable : of(Part.VARIABLE).entrySet()) {
      filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    String query = joined(Part.QUERY, "%s=%s", "&");
    return query.isEmpty() ? filled : filled + "?" + query;
  }

  /** A JSON object; empty without fields. */
  String body() {
    String fields = joined(Part.FIELD, "\"%s\":%s", ",");
    return fields.isEmpty() ? "" : "{" + fields + "}";
  }

  private String joined(Part part, String pattern, String between) {
    return of(part).entrySet().stream()
        .map(value -> pattern.formatted(value.getKey(), value.getValue()))
        .collect(Collectors.joining(between));
  }

  RawRequest raw() {
    return new RawRequest(
        method, target(), of(Part.HEADER), body().getBytes(StandardCharsets.UTF_8));
  }
}
