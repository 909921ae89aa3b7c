package dev.chasqui.sender.rest;

import dev.chasqui.access.AccountLimits;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.WrongFields;
import dev.chasqui.access.text.FieldText;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change of limits as a client asks for it, a JSON merge patch (RFC 7396): what it leaves out
 * stays, what is null in it follows the operator's settings again.
 */
record LimitPatch(JsonNode patch) implements UnaryOperator<AccountLimits> {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /**
   * @throws ApiException 400 that names what is wrong
   */
  @Override
  public AccountLimits apply(AccountLimits limits) {
    ObjectNode merged = JSON.valueToTree(limits);
    requireKnown(merged);
    patch.properties().forEach(field -> merged.set(field.getKey(), field.getValue()));
    try {
      return JSON.treeToValue(merged, AccountLimits.class);
    } catch (JacksonException e) {
      throw e.getCause() instanceof ApiException refusal ? refusal : mistyped(e);
    }
  }

  /** A misspelt limit that is passed over would be a limit that does not hold. */
  private void requireKnown(ObjectNode limits) {
    if (!patch.isObject()) {
      throw ApiException.invalid("body", FieldText.OBJECT);
    }
    WrongFields unknown = new WrongFields();
    patch.propertyNames().stream()
        .filter(name -> !limits.has(name))
        .forEach(name -> unknown.add(name, RestText.NO_LIMIT));
    unknown.refuseIfAny();
  }

  private static ApiException mistyped(JacksonException e) {
    String field =
        e instanceof DatabindException databind && !databind.getPath().isEmpty()
            ? databind.getPath().getFirst().getPropertyName()
            : "body";
    return ApiException.invalid(field, RestText.LIMIT_TYPE);
  }
}
