package dev.chasqui.sender.graph;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writing the Graph API's JSON, in which what is unset is absent. */
final class GraphJson {

  static final JsonMapper MAPPER = new JsonMapper();

  private GraphJson() {}

  static void put(ObjectNode object, String name, @Nullable String value) {
    if (value != null) {
      object.put(name, value);
    }
  }

  static void set(ObjectNode object, String name, @Nullable JsonNode value) {
    if (value != null && !value.isEmpty()) {
      object.set(name, value);
    }
  }

  /**
   * JSON that a command carries as text.
   *
   * @throws IllegalArgumentException if it is not JSON; the message names the field
   */
  static JsonNode parse(String field, String json) {
    try {
      return MAPPER.readTree(json);
    } catch (tools.jackson.core.JacksonException e) {
      throw new IllegalArgumentException(field + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }
}
