package dev.chasqui.access;

import dev.chasqui.access.ApiError.FieldError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;

/** JSON whose fields are not of the type that is expected. Pure. */
final class WrongType {

  private WrongType() {}

  /** What is wrong, if that is it; empty if it is no JSON at all. */
  static Optional<ApiError> of(JacksonException e) {
    return switch (e) {
      case MismatchedInputException mismatch ->
          Optional.of(error(e.getPath(), expected(mismatch.getTargetType())));
      case InputCoercionException _ -> Optional.of(error(e.getPath(), "must be a smaller number"));
      default -> Optional.empty();
    };
  }

  private static ApiError error(List<Reference> path, String error) {
    FieldError field = new FieldError(name(path), error);
    return new ApiError(false, field.field() + ": " + error, "wrong_type", List.of(field));
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

  private static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "is not of the type that is expected";
    }
    if (type == String.class) {
      return "must be a text";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "must be true or false";
    }
    if (Collection.class.isAssignableFrom(type)) {
      return "must be a list";
    }
    if (type == double.class || type == float.class || type == Double.class) {
      return "must be a number";
    }
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return "must be a whole number";
    }
    return Map.class.isAssignableFrom(type) || type.isRecord() || isNode(type)
        ? "must be a JSON object"
        : "is not of the type that is expected";
  }

  private static boolean isNode(Class<?> type) {
    return type.getPackageName().startsWith("tools.jackson");
  }
}
