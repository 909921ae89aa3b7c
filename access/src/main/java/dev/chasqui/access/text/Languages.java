package dev.chasqui.access.text;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The languages that there are. */
public final class Languages {

  public static final Locale ENGLISH = Locale.ENGLISH;
  public static final Locale SPANISH = Locale.of("es");

  private static final List<Locale> ALL = List.of(ENGLISH, SPANISH);

  private Languages() {}

  /** The one that a client likes best (RFC 4647, section 3.4); English if it likes none. */
  public static Locale of(HttpServletRequest request) {
    String liked = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
    return liked == null ? ENGLISH : best(liked);
  }

  private static Locale best(String liked) {
    try {
      @Nullable Locale best = Locale.lookup(LanguageRange.parse(liked), ALL);
      return best == null ? ENGLISH : best;
    } catch (IllegalArgumentException e) {
      // It names no languages.
      return ENGLISH;
    }
  }
}
