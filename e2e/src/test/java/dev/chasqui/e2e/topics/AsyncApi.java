package dev.chasqui.e2e.topics;

import dev.chasqui.e2e.Project;
import dev.chasqui.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The AsyncAPI document: its words are written by hand, its schemas and examples are made. */
public final class AsyncApi {

  /** Where a service serves it. */
  public static final String PATH = "/asyncapi.json";

  static final Path FILE =
      Project.directory().resolve("schemas/src/main/resources/META-INF/resources" + PATH);

  private static final String SCHEMA_FORMAT = "application/vnd.apache.avro+json;version=1.9.0";
  private static final JsonMapper JSON = new JsonMapper();

  private AsyncApi() {}

  /** As it is in the project. */
  public static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, parsed. */
  public static JsonNode document() {
    return JSON.readTree(text());
  }

  /** As it is to be: with the schemas and examples of now. */
  static String made() {
    JsonNode document = document();
    for (Schema contract : Topics.CONTRACTS) {
      ObjectNode message =
          document.withObject("/components/messages").withObject("/" + contract.getName());
      message
          .putObject("payload")
          .put("schemaFormat", SCHEMA_FORMAT)
          .set("schema", JSON.readTree(withoutJava(contract.toString())));
      ArrayNode examples = message.putArray("examples");
      Samples.of(contract.getName()).forEach((name, sample) -> add(examples, name, sample));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
  }

  private static void add(ArrayNode examples, String name, IndexedRecord sample) {
    examples.addObject().put("name", name).set("payload", PlainJson.of(sample));
  }

  /** What the schemas say to Avro's generator of Java code is no part of the contract. */
  private static String withoutJava(String schema) {
    return schema
        .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
        .replace(",\"avro.java.string\":\"String\"", "");
  }
}
