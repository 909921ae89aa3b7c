package dev.chasqui.messaging;

import dev.chasqui.messaging.sample.Parcel;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Older and newer versions of the sample schema, and others that do not fit it. */
final class Versions {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Versions() {}

  static Schema withoutField(String name) {
    ObjectNode json = json();
    ArrayNode fields = (ArrayNode) json.get("fields");
    List<ObjectNode> kept =
        fields
            .valueStream()
            .map(ObjectNode.class::cast)
            .filter(field -> !field.get("name").asString().equals(name))
            .toList();
    json.putArray("fields").addAll(kept);
    return parse(json);
  }

  /** Adds a field at the front, where a reader that confuses the versions must stumble. */
  static Schema withField(String name, String type, @Nullable String jsonDefault) {
    ObjectNode json = json();
    ObjectNode field = JSON.createObjectNode().put("name", name).put("type", type);
    if (jsonDefault != null) {
      field.set("default", JSON.readTree(jsonDefault));
    }
    ((ArrayNode) json.get("fields")).insert(0, field);
    return parse(json);
  }

  static Schema named(String name) {
    return parse(json().put("name", name));
  }

  /** A record of any version with only what has no default. */
  static GenericRecord minimal(Schema schema, String id) {
    return new GenericRecordBuilder(schema)
        .set("id", id)
        .set("handedIn", Parcels.NOON.toEpochMilli())
        .build();
  }

  private static ObjectNode json() {
    return (ObjectNode) JSON.readTree(JavaProperties.remove(Parcel.getClassSchema()).toString());
  }

  private static Schema parse(ObjectNode json) {
    return new Schema.Parser().parse(json.toString());
  }
}
