package dev.chasqui.access;

import dev.chasqui.access.text.FieldText;
import dev.chasqui.access.text.Phrase;
import java.util.ArrayList;
import java.util.List;
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
