package dev.chasqui.messaging;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sorts the registry's answers into results, refusals and outages. */
final class RegistryAnswer {

  private static final int MESSAGE_LIMIT = 500;

  private RegistryAnswer() {}

  static JsonNode read(RegistryEndpoint endpoint, int status, @Nullable JsonNode body) {
    if (status / 100 == 2 && body != null && body.isObject()) {
      return body;
    }
    if (status == 401 || status == 403) {
      throw unavailable(endpoint, "refused our credentials (HTTP " + status + ")");
    }
    int errorCode = body == null ? 0 : body.path("error_code").asInt(0);
    if (isRefusal(status, errorCode)) {
      throw new RegistryRejectedException(
          "The schema registry at %s refused: %s (code %d)"
              .formatted(endpoint, message(body), errorCode),
          errorCode);
    }
    if (status == 409) {
      // Apicurio's, when two services register at the same moment.
      throw unavailable(endpoint, "is taking another registration (HTTP 409)");
    }
    throw unavailable(endpoint, "did not answer as a schema registry does (HTTP " + status + ")");
  }

  /**
   * A plain 404 comes from a wrong base URL or a proxy. Taking it for "unknown schema" would send
   * every record to the dead letters, so only the registry's own codes count.
   */
  private static boolean isRefusal(int status, int errorCode) {
    return switch (status) {
      case 404 -> errorCode / 100 == 404;
      case 409, 422 -> errorCode != 0;
      default -> false;
    };
  }

  private static String message(@Nullable JsonNode body) {
    String message = body == null ? "" : body.path("message").asString("");
    return message.length() > MESSAGE_LIMIT ? message.substring(0, MESSAGE_LIMIT) + "…" : message;
  }

  private static RegistryUnavailableException unavailable(RegistryEndpoint endpoint, String what) {
    return new RegistryUnavailableException(
        "The schema registry at " + endpoint + " " + what, null);
  }
}
