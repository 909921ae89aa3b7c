package dev.chasqui.e2e.topics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as JSON is written by hand: no names of union branches, and no fields at their default.
 */
final class PlainJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private PlainJson() {}

  static ObjectNode of(IndexedRecord record) {
    ObjectNode node = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (!isDefault(field, value)) {
        node.set(field.name(), value(value));
      }
    }
    return node;
  }

  private static boolean isDefault(Schema.Field field, @Nullable Object value) {
    return field.hasDefaultValue()
        && Objects.equals(SpecificData.get().getDefaultValue(field), value);
  }

  private static JsonNode value(Object value) {
    return switch (value) {
      case IndexedRecord record -> of(record);
      case List<?> list -> {
        ArrayNode array = NODES.arrayNode();
        list.forEach(item -> array.add(value(item)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode node = NODES.objectNode();
        map.forEach((name, item) -> node.set(name.toString(), value(item)));
        yield node;
      }
      case Instant time -> NODES.numberNode(time.toEpochMilli());
      case ByteBuffer bytes ->
          NODES.stringNode(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString());
      case Boolean flag -> NODES.booleanNode(flag);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case String text -> NODES.stringNode(text);
      case Enum<?> symbol -> NODES.stringNode(symbol.name());
      default -> throw new AssertionError("A value of " + value.getClass());
    };
  }
}
