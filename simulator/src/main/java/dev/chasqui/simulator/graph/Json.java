package dev.chasqui.simulator.graph;

import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON of the simulator. Thread-safe. */
public final class Json {
  /**
   * Reads and writes plain JSON. What is unknown in a control request is an error there: a misspelt
   * field in a test must not be taken for its default.
   */
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
          .build();

  /** Writes webhooks as Meta does: everything above ASCII escaped, hex digits in lower case. */
  private static final JsonMapper ASCII =
      MAPPER
          .rebuild()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The bytes of a webhook body or of a part of one: ASCII only. */
  public static byte[] ascii(JsonNode node) {
    return ASCII.writeValueAsBytes(node);
  }
}
