package dev.chasqui.messaging;

import java.util.HashSet;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fetches schemas and parses them, the ones they refer to first. */
final class SchemaReader {

  private final RegistryHttp http;

  SchemaReader(RegistryHttp http) {
    this.http = http;
  }

  Schema byId(int id) {
    try {
      return parse(id, http.get("/schemas/ids/" + id));
    } catch (RegistryRejectedException rejected) {
      throw new UndecodableRecordException(
          UndecodableReason.UNKNOWN_SCHEMA_ID,
          "The schema registry knows no schema with id " + id,
          rejected);
    }
  }

  Schema parse(int id, JsonNode answer) {
    String type = answer.path("schemaType").asString("AVRO");
    if (!type.equals("AVRO")) {
      throw notAvro("The schema with id " + id + " is " + type + ", not AVRO", null);
    }
    Schema.Parser parser = new Schema.Parser();
    // Others' schemas may hold defaults that Avro would refuse today; they read all the same.
    parser.setValidateDefaults(false);
    try {
      parseReferences(answer, parser, new HashSet<>());
      return parser.parse(answer.path("schema").asString(""));
    } catch (AvroRuntimeException invalid) {
      throw notAvro("The schema with id " + id + " is no valid Avro schema", invalid);
    }
  }

  private void parseReferences(JsonNode answer, Schema.Parser parser, Set<String> seen) {
    for (JsonNode reference : answer.path("references")) {
      String path =
          "/subjects/"
              + SchemaRegistryClient.encode(reference.path("subject").asString(""))
              + "/versions/"
              + reference.path("version").asInt(0);
      if (seen.add(path)) {
        JsonNode referred = http.get(path);
        parseReferences(referred, parser, seen);
        parser.parse(referred.path("schema").asString(""));
      }
    }
  }

  private static UndecodableRecordException notAvro(String message, @Nullable Throwable cause) {
    return new UndecodableRecordException(UndecodableReason.SCHEMA_NOT_AVRO, message, cause);
  }
}
