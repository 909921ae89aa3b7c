package dev.chasqui.access.text;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** Finds a text's pattern. Thread-safe. */
final class Translations {

  /** Without it a bundle of the machine's own language stands in for one that is missing. */
  private static final Control NO_FALLBACK =
      Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

  private Translations() {}

  static String of(Text text, Locale language) {
    return language.equals(Languages.ENGLISH)
        ? text.english()
        : ResourceBundle.getBundle(text.getDeclaringClass().getName(), language, NO_FALLBACK)
            .getString(text.name());
  }
}
