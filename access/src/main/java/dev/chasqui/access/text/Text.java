package dev.chasqui.access.text;

import java.util.Arrays;
import java.util.Locale;

/**
 * A text that has a translation into each language. An enum whose constants carry the English ones
 * implements this; each other language has a bundle that is named as the enum and has an entry for
 * each constant. Both are patterns of {@link java.util.Formatter}.
 */
public interface Text extends Phrase {

  /** The enum's constant, and the key in its bundles. */
  String name();

  /** The enum. */
  Class<?> getDeclaringClass();

  String english();

  @Override
  default String in(Locale language) {
    return with().in(language);
  }

  /**
   * The text with something put in.
   *
   * @param values what stands for the pattern's specifiers; phrases among them are translated too
   */
  default Phrase with(Object... values) {
    return language ->
        String.format(
            language,
            Translations.of(this, language),
            Arrays.stream(values)
                .map(value -> value instanceof Phrase phrase ? phrase.in(language) : value)
                .toArray());
  }
}
