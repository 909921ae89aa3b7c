package dev.chasqui.sender.call;

import dev.chasqui.access.WrongFields;
import dev.chasqui.access.text.FieldText;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.sender.graph.Recipient;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with the fields that messages have, so that it can be said at once. */
public final class RequestCheck {

  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_CAPTION = 1024;

  /** WhatsApp publishes no limit; file systems have this one. */
  private static final int LONGEST_NAME = 255;

  private static final int LONGEST_LINK = 2048;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final WrongFields wrong = new WrongFields();

  public void add(String field, Phrase error) {
    wrong.add(field, error);
  }

  /**
   * What a form cannot have: see {@link TopicOnlyFields}.
   *
   * @param isThere whether it has a field of this name that it should not have
   */
  public void topicOnly(Predicate<String> isThere) {
    TopicOnlyFields.ALL.forEach(
        (field, error) -> {
          if (isThere.test(field)) {
            add(field, error);
          }
        });
  }

  /** To whom a message goes. */
  public void recipient(String field, @Nullable String to) {
    if (to == null || to.isBlank()) {
      add(field, RestText.PHONE_REQUIRED);
    } else if (Recipient.parse(to).isEmpty()) {
      add(field, RestText.NO_RECIPIENT);
    }
  }

  /** A text that must be there. Which characters it has is not checked: WhatsApp takes any. */
  public void message(@Nullable String message) {
    if (isBlank(message)) {
      add("message", FieldText.REQUIRED);
    } else {
      atMost("message", message, LONGEST_TEXT);
    }
  }

  public void caption(@Nullable String caption) {
    atMost("caption", caption, LONGEST_CAPTION);
  }

  /** A file's name, as its recipient sees it. */
  public void filename(String field, @Nullable String name) {
    atMost(field, name, LONGEST_NAME);
    if (name != null && name.chars().anyMatch(Character::isISOControl)) {
      add(field, RestText.CONTROL_CHARACTERS);
    }
  }

  private void atMost(String field, @Nullable String text, int longest) {
    wrong.atMost(field, text, longest);
  }

  /** An address that WhatsApp can fetch from. */
  public void link(String field, @Nullable String link) {
    if (link == null || link.isBlank()) {
      add(field, FieldText.REQUIRED);
    } else if (link.length() > LONGEST_LINK) {
      atMost(field, link, LONGEST_LINK);
    } else if (!isLink(link)) {
      add(field, RestText.NO_LINK);
    }
  }

  private static boolean isLink(String link) {
    try {
      URI uri = new URI(link);
      return uri.getHost() != null
          && uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  public static boolean isBlank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  /**
   * Refuses the request if anything is wrong with it.
   *
   * @throws dev.chasqui.access.ApiException 400 that names every field that is wrong
   */
  public void refuseIfWrong() {
    wrong.refuseIfAny();
  }
}
