package dev.chasqui.access;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import dev.chasqui.access.text.FieldText;
import dev.chasqui.access.text.Phrase;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with a request's fields, so that it can be said at once. For one thread.
 */
public final class WrongFields {

  private final List<WrongField> wrong = new ArrayList<>();

  public void add(String field, Phrase error) {
    wrong.add(new WrongField(field, error));
  }

  /** Notes a text that is too long; one that is absent is not. */
  public void atMost(String field, @Nullable String text, int longest) {
    if (text != null && text.length() > longest) {
      add(field, FieldText.AT_MOST_CHARACTERS.with(longest));
    }
  }

  /**
   * Notes each name that is no component of the request's record: a misspelt one would be left out
   * without a word.
   *
   * @param given by name; null for none
   */
  public void unknown(Class<? extends Record> request, @Nullable Map<String, ?> given) {
    if (given == null) {
      return;
    }
    List<String> known =
        Arrays.stream(request.getRecordComponents())
            .filter(WrongFields::isOne)
            .map(RecordComponent::getName)
            .toList();
    given.keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .forEach(name -> add(name, FieldText.UNKNOWN.with(String.join(", ", known))));
  }

  /**
   * Refuses a request that has an {@link #unknown} field.
   *
   * @param given by name; null for none
   * @throws ApiException 400 with each that is not known
   */
  public static void refuseUnknown(
      Class<? extends Record> request, @Nullable Map<String, ?> given) {
    WrongFields wrong = new WrongFields();
    wrong.unknown(request, given);
    wrong.refuseIfAny();
  }

  private static boolean isOne(RecordComponent component) {
    return !component.getAccessor().isAnnotationPresent(JsonAnySetter.class);
  }

  /**
   * Refuses the request if anything is wrong.
   *
   * @throws ApiException 400 that names every field that is
   */
  public void refuseIfAny() {
    if (!wrong.isEmpty()) {
      throw ApiException.invalid(wrong);
    }
  }
}
