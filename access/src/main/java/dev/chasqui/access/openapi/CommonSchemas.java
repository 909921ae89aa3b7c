package dev.chasqui.access.openapi;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.Map;
import java.util.TreeMap;

/** The schemas that all operations share, and the answers that all may give. */
final class CommonSchemas {

  static final String ERROR = "Error";

  private static final Map<String, String> OF_BODIES =
      Map.of(
          "400", "Error de validación",
          "408", "El cuerpo no llegó a tiempo",
          "413", "El cuerpo es demasiado grande",
          "415", "El cuerpo es de otro tipo");

  private CommonSchemas() {}

  static Schema<?> success() {
    return new ObjectSchema()
        .addProperty("success", new BooleanSchema().example(true))
        .addProperty("message", new StringSchema())
        .addProperty("data", new ObjectSchema());
  }

  static Schema<?> error() {
    return new ObjectSchema()
        .addProperty("success", new BooleanSchema().example(false))
        .addProperty("error", new StringSchema().description("Qué pasó, para personas"))
        .addProperty("code", new StringSchema().description("Lo mismo para programas; estable"))
        .addProperty("details", new ArraySchema().items(detail()))
        .addProperty(
            "data", new ObjectSchema().description("Cómo está aquello de lo que se trata"));
  }

  private static Schema<?> detail() {
    return new ObjectSchema()
        .addProperty("field", new StringSchema().example("phone"))
        .addProperty("error", new StringSchema());
  }

  /**
   * Adds what any operation may answer.
   *
   * @param refusals of those without a body too: statuses and what they mean
   * @param hasBody whether it takes one
   */
  static void addRefusals(ApiResponses answers, Map<String, String> refusals, boolean hasBody) {
    Map<String, String> all = new TreeMap<>(refusals);
    if (hasBody) {
      all.putAll(OF_BODIES);
    }
    all.forEach(
        (status, meaning) ->
            answers.computeIfAbsent(status, _ -> new ApiResponse().description(meaning)));
    answers.forEach(
        (status, answer) -> {
          if (status.startsWith("4") || status.startsWith("5")) {
            answer.setContent(json());
          }
        });
  }

  private static Content json() {
    Schema<?> error = new Schema<>().$ref("#/components/schemas/" + ERROR);
    return new Content().addMediaType("application/json", new MediaType().schema(error));
  }
}
