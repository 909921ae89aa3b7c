package dev.chasqui.sender.graph;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
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
   * A JSON object that a command carries as text.
   *
   * @throws IllegalArgumentException if it is none; the message names the field
   */
  static ObjectNode parse(String field, String json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(field + " is not JSON: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException(field + " is not a JSON object");
  }
}
