package dev.chasqui.relay.subscription;

import dev.chasqui.access.ApiError.FieldError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The field {@code url}. Pure. */
final class UrlField {

  private static final String NAME = "url";
  private static final URI NONE = URI.create("");
  private static final int LONGEST = 2048;
  private static final int HIGHEST_PORT = 65_535;

  private UrlField() {}

  /** The address, or any if there is an error. */
  static URI check(@Nullable String url, List<FieldError> errors) {
    if (url == null || url.isBlank()) {
      errors.add(new FieldError(NAME, "is required"));
      return NONE;
    }
    try {
      URI address = new URI(url.strip());
      if (url.length() > LONGEST || !isWebAddress(address)) {
        errors.add(
            new FieldError(NAME, "must be an http or https address without user and fragment"));
      }
      return address;
    } catch (URISyntaxException e) {
      errors.add(new FieldError(NAME, "is not an address: " + e.getReason()));
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
