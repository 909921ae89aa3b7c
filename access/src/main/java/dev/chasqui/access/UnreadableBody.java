package dev.chasqui.access;

import dev.chasqui.access.text.FieldText;
import dev.chasqui.access.text.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * What is said of a body that is no JSON, or has fields that are not of the expected type. Pure.
 */
final class UnreadableBody {

  private static final String MALFORMED = "malformed_json";

  static final Refusal MISSING = Refusal.of(MALFORMED, EdgeText.NO_JSON);

  private UnreadableBody() {}

  static Refusal of(JacksonException e) {
    return switch (e) {
      case MismatchedInputException mismatch ->
          wrongType(e.getPath(), expected(mismatch.getTargetType()));
      case InputCoercionException _ -> wrongType(e.getPath(), EdgeText.SMALLER_NUMBER);
      default -> malformed(e.getLocation());
    };
  }

  private static Refusal malformed(@Nullable TokenStreamLocation place) {
    return place == null || place.getLineNr() < 1
        ? MISSING
        : Refusal.of(MALFORMED, EdgeText.NO_JSON_AT.with(place.getLineNr(), place.getColumnNr()));
  }

  private static Refusal wrongType(List<Reference> path, Text error) {
    return Refusal.of("wrong_type", List.of(new WrongField(name(path), error)));
  }

  private static String name(List<Reference> path) {
    StringBuilder name = new StringBuilder();
    for (Reference step : path) {
      if (step.getPropertyName() == null) {
        name.append('[').append(step.getIndex()).append(']');
      } else {
        name.append(name.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return name.isEmpty() ? "body" : name.toString();
  }

  private static Text expected(@Nullable Class<?> type) {
    if (type == null) {
      return EdgeText.OTHER_TYPE;
    }
    if (type == String.class) {
      return FieldText.STRING;
    }
    if (type == boolean.class || type == Boolean.class) {
      return FieldText.FLAG;
    }
    if (Collection.class.isAssignableFrom(type)) {
      return FieldText.LIST;
    }
    if (type == double.class || type == float.class || type == Double.class) {
      return FieldText.NUMBER;
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return FieldText.INTEGER;
    }
    return Map.class.isAssignableFrom(type) || type.isRecord() || isNode(type)
        ? FieldText.OBJECT
        : EdgeText.OTHER_TYPE;
  }

  private static boolean isNode(Class<?> type) {
    return type.getPackageName().startsWith("tools.jackson");
  }
}
