package dev.chasqui.sender.call;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.text.Phrase;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;

/**
 * Refuses in a call what only a command on the topic can say. Other fields that a call does not
 * know are ignored, as the APIs do whose place these take; but a message for tomorrow must not go
 * out now, nor one of another account from this one. Thread-safe.
 */
public final class TopicOnlyFields extends DeserializationProblemHandler {

  /** What is wrong with each, by its name. */
  static final SortedMap<String, Phrase> ALL =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "accountId", RestText.ON_THE_TOPIC,
                  "clientReference", RestText.ON_THE_TOPIC,
                  "commandId", RestText.USE_HEADER,
                  "expiresAt", RestText.ON_THE_TOPIC,
                  "idempotencyKey", RestText.USE_HEADER,
                  "replyTo", RestText.ON_THE_TOPIC,
                  "sendAt", RestText.ON_THE_TOPIC,
                  "unknownPolicy", RestText.ON_THE_TOPIC)));

  /**
   * @throws ApiException 400 that names the field
   */
  @Override
  public boolean handleUnknownProperty(
      DeserializationContext context,
      JsonParser parser,
      @Nullable ValueDeserializer<?> deserializer,
      Object beanOrClass,
      String name) {
    Class<?> type = beanOrClass instanceof Class<?> its ? its : beanOrClass.getClass();
    Phrase error = ALL.get(name);
    if (error != null
        && SendBody.class.isAssignableFrom(type)
        && parser.currentToken() != JsonToken.VALUE_NULL) {
      throw ApiException.invalid(name, error);
    }
    return false;
  }
}
