package dev.chasqui.relay.subscription;

import dev.chasqui.access.ApiError.FieldError;
import dev.chasqui.access.ApiException;
import dev.chasqui.relay.event.EventNames;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/webhooks/register}, as it came.
 *
 * @param url where events are to be posted
 * @param events names or patterns; all events if absent
 * @param secret signs what is posted; one is made if absent
 */
record Registration(
    @Nullable String url, @Nullable List<@Nullable String> events, @Nullable String secret) {

  private static final int LONGEST_URL = 2048;
  private static final int HIGHEST_PORT = 65_535;
  private static final String STANDARD_PREFIX = "whsec_";
  private static final int LONGEST_SECRET = 256;

  /**
   * The address, when all fields are right.
   *
   * @throws ApiException 400 with every field that is wrong
   */
  URI checked() {
    List<FieldError> errors = new ArrayList<>();
    URI address = address(errors);
    checkEvents(errors);
    checkSecret(errors);
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    return address;
  }

  /** The patterns to store. */
  List<String> patterns() {
    List<String> patterns = new ArrayList<>();
    if (events != null) {
      for (String event : events) {
        if (event != null) {
          patterns.add(event);
        }
      }
    }
    return patterns.isEmpty() ? List.of("*") : patterns.stream().distinct().toList();
  }

  private URI address(List<FieldError> errors) {
    URI none = URI.create("");
    if (url == null || url.isBlank()) {
      errors.add(new FieldError("url", "is required"));
      return none;
    }
    try {
      URI address = new URI(url.strip());
      if (url.length() > LONGEST_URL || !isWebAddress(address)) {
        errors.add(
            new FieldError("url", "must be an http or https address without user and fragment"));
      }
      return address;
    } catch (URISyntaxException e) {
      errors.add(new FieldError("url", "is not an address: " + e.getReason()));
      return none;
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

  private void checkSecret(List<FieldError> errors) {
    if (secret != null && (secret.isBlank() || secret.length() > LONGEST_SECRET)) {
      errors.add(
          new FieldError(
              "secret", "must have 1 to %d characters, or be absent".formatted(LONGEST_SECRET)));
    } else if (secret != null && secret.startsWith(STANDARD_PREFIX) && !isStandard(secret)) {
      errors.add(new FieldError("secret", "begins with whsec_ but base64 does not follow"));
    }
  }

  private static boolean isStandard(String secret) {
    try {
      return Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length())).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void checkEvents(List<FieldError> errors) {
    if (events == null) {
      return;
    }
    for (int i = 0; i < events.size(); i++) {
      String event = events.get(i);
      if (event == null || !EventNames.isPattern(event)) {
        errors.add(
            new FieldError(
                "events[" + i + "]",
                "is no known event; known are *, message.* and "
                    + String.join(", ", EventNames.KNOWN)));
      }
    }
  }
}
