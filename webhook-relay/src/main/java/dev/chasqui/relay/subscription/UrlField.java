package dev.chasqui.relay.subscription;

import dev.chasqui.access.WrongFields;
import dev.chasqui.access.text.FieldText;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** The field {@code url}. Pure. */
final class UrlField {

  private static final String NAME = "url";
  private static final URI NONE = URI.create("");
  private static final int LONGEST = 2048;
  private static final int HIGHEST_PORT = 65_535;

  private UrlField() {}

  /** The address, or any if there is an error. */
  static URI check(@Nullable String url, WrongFields wrong) {
    if (url == null || url.isBlank()) {
      wrong.add(NAME, FieldText.REQUIRED);
      return NONE;
    }
    try {
      URI address = new URI(url.strip());
      if (url.length() > LONGEST || !isWebAddress(address)) {
        wrong.add(NAME, WebhookText.NO_WEB_ADDRESS);
      }
      return address;
    } catch (URISyntaxException e) {
      // Not its reason, which is the JDK's and in English.
      wrong.add(NAME, WebhookText.MALFORMED_ADDRESS.with(e.getIndex() + 1));
      return NONE;
    }
  }

  private static boolean isWebAddress(URI address) {
    return ("http".equalsIgnoreCase(address.getScheme())
            || "https".equalsIgnoreCase(address.getScheme()))
        && address.getHost() != null
        && address.getUserInfo() == null
        && address.getFragment() == null
        && address.getPort() <= HIGHEST_PORT;
  }
}
