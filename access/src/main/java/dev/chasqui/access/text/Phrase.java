package dev.chasqui.access.text;

import java.util.Locale;

/** Something said to people, in the language that they read. Immutable. */
@FunctionalInterface
public interface Phrase {

  /**
   * The words.
   *
   * @param language one of {@link Languages}
   */
  String in(Locale language);

  /** Somebody else's words, WhatsApp's say: they are the same in each language. */
  static Phrase asIs(String words) {
    return _ -> words;
  }
}
