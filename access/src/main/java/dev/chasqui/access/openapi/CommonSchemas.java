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

/** The schemas that all operations share, and the answers that all may give. */
final class CommonSchemas {

  static final String ERROR = "Error";

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
   * @param hasBody whether it takes one
   */
  static void addRefusals(ApiResponses answers, boolean hasBody) {
    answers.computeIfAbsent("401", status -> refusal("Falta la clave o no es válida"));
    answers.computeIfAbsent("403", status -> refusal("La cuenta o el inquilino está desactivado"));
    answers.computeIfAbsent("429", status -> refusal("Demasiadas solicitudes, ver Retry-After"));
    answers.computeIfAbsent("503", status -> refusal("No se puede ahora; inténtalo más tarde"));
    if (hasBody) {
      answers.computeIfAbsent("400", status -> refusal("Error de validación"));
      answers.computeIfAbsent("408", status -> refusal("El cuerpo no llegó en un minuto"));
      answers.computeIfAbsent("413", status -> refusal("El cuerpo es demasiado grande"));
      answers.computeIfAbsent("415", status -> refusal("El cuerpo no es application/json"));
    }
    answers.forEach(
        (status, answer) -> {
          if (status.startsWith("4") || status.startsWith("5")) {
            answer.setContent(json());
          }
        });
  }

  private static ApiResponse refusal(String description) {
    return new ApiResponse().description(description);
  }

  private static Content json() {
    Schema<?> error = new Schema<>().$ref("#/components/schemas/" + ERROR);
    return new Content().addMediaType("application/json", new MediaType().schema(error));
  }
}
