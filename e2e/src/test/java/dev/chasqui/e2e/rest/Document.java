package dev.chasqui.e2e.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An OpenAPI document that is served. Immutable.
 *
 * @param root an OpenAPI object
 */
record Document(JsonNode root) {

  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  /** One operation. */
  record Operation(String method, String path, JsonNode spec) {

    List<String> pathVariables() {
      return parameters("path");
    }

    /** The names of its parameters there: {@code path}, {@code query} or {@code header}. */
    List<String> parameters(String in) {
      return spec.path("parameters")
          .valueStream()
          .filter(parameter -> parameter.path("in").asString("").equals(in))
          .map(parameter -> parameter.path("name").asString(""))
          .toList();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** Of WhatsApp API Engine's operations, and ours. */
  static Document of(Api api) {
    return new Document(api.get("/v3/api-docs").body());
  }

  /** Of EasyWha's operations. */
  static Document easyWha(Api api) {
    return new Document(api.get("/v3/api-docs/easywha").body());
  }

  /** Of all operations. */
  static Document all(Api api) {
    ObjectNode all = of(api).root().deepCopy().asObject();
    JsonNode other = easyWha(api).root();
    for (String part : List.of("/paths", "/components/schemas")) {
      all.withObject(part).setAll(other.at(part).asObject());
    }
    return new Document(all);
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          operations.add(new Operation(method.getKey(), path.getKey(), method.getValue()));
        }
      }
    }
    return operations;
  }

  /** The operation object; missing if there is none. */
  JsonNode operation(String method, String path) {
    return root.path("paths").path(path).path(method);
  }

  /** The example of an operation's body; missing if it has none. */
  JsonNode example(JsonNode operation) {
    return bodyOf(operation).path("example");
  }

  /** The names of the fields of an operation's body. */
  List<String> fields(JsonNode operation) {
    return List.copyOf(bodyOf(operation).path("properties").propertyNames());
  }

  /** The schema of an operation's body; missing if it has none. */
  JsonNode bodyOf(JsonNode operation) {
    return resolved(
        operation.path("requestBody").path("content").path("application/json").path("schema"));
  }

  /** The schema itself, for one that only refers to it. */
  JsonNode resolved(JsonNode schema) {
    String ref = schema.path("$ref").asString("");
    return ref.isEmpty() ? schema : root.at(ref.substring(1));
  }

  /** A schema's property; missing if there is none. */
  JsonNode property(JsonNode schema, String name) {
    JsonNode whole = resolved(schema);
    return Stream.concat(Stream.of(whole), whole.path("allOf").valueStream())
        .map(part -> resolved(part).path("properties").path(name))
        .filter(found -> !found.isMissingNode())
        .findFirst()
        .orElse(MissingNode.getInstance());
  }
}
