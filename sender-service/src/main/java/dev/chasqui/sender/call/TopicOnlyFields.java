package dev.chasqui.sender.call;

import dev.chasqui.access.WrongFields;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/**
 * Refuses in the body of a call what only a command on the topic can say. Other fields that a call
 * does not know are ignored, as the APIs do whose place these take; but a message for tomorrow must
 * not go out now, nor one of another account from this one. Thread-safe.
 */
public final class TopicOnlyFields extends DeserializationProblemHandler {

  private static final Set<String> NAMES =
      Set.of("accountId", "commandId", "expiresAt", "idempotencyKey", "sendAt", "unknownPolicy");

  /**
   * @throws dev.chasqui.access.ApiException 400 that names the field
   */
  @Override
  public boolean handleUnknownProperty(
      DeserializationContext context,
      JsonParser parser,
      @Nullable ValueDeserializer<?> deserializer,
      Object beanOrClass,
      String name) {
    Class<?> type = beanOrClass instanceof Class<?> its ? its : beanOrClass.getClass();
    if (SendBody.class.isAssignableFrom(type) && NAMES.contains(name)) {
      WrongFields wrong = new WrongFields();
      wrong.add(name, RestText.NOT_HEEDED);
      wrong.refuseIfAny();
    }
    return false;
  }
}
