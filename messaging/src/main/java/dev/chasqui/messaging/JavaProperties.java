package dev.chasqui.messaging;

import org.apache.avro.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes {@code avro.java.string} out of a schema: it means something to Java readers only. */
final class JavaProperties {

  private static final String STRING_TYPE = "avro.java.string";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JavaProperties() {}

  static Schema remove(Schema schema) {
    String json = schema.toString();
    if (!json.contains(STRING_TYPE)) {
      return schema;
    }
    Schema.Parser parser = new Schema.Parser();
    parser.setValidateDefaults(false);
    return parser.parse(clean(JSON.readTree(json)).toString());
  }

  private static JsonNode clean(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, clean(array.get(i)));
      }
    } else if (node instanceof ObjectNode object) {
      return cleanObject(object);
    }
    return node;
  }

  private static JsonNode cleanObject(ObjectNode object) {
    boolean javaString = object.has(STRING_TYPE);
    object.remove(STRING_TYPE);
    object.propertyNames().stream()
        .toList()
        .forEach(name -> object.set(name, clean(object.get(name))));
    return javaString && object.size() == 1 ? object.get("type") : object;
  }
}
