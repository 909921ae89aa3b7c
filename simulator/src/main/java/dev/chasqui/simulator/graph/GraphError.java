package dev.chasqui.simulator.graph;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error as Graph tells it.
 *
 * @param code Graph's code
 * @param httpStatus of the answer
 * @param subcode null where Graph sends none
 * @param type Graph's word for the kind of error
 * @param message as shown; holds "(#code)" where Graph's does
 * @param details what {@code error_data.details} says; null leaves {@code error_data} out
 */
public record GraphError(
    int code,
    int httpStatus,
    @Nullable Integer subcode,
    String type,
    String message,
    @Nullable String details) {

  private static final String OAUTH = "OAuthException";

  /** A WhatsApp error from the published table. */
  public static GraphError of(int code, @Nullable String details) {
    var entry = ErrorCatalogue.entry(code);
    return new GraphError(
        code,
        entry.httpStatus(),
        entry.subcode(),
        OAUTH,
        "(#" + code + ") " + entry.title(),
        details == null ? entry.title() : details);
  }

  public static GraphError requiredMissing(String details) {
    return of(131008, details);
  }

  public static GraphError invalidValue(String details) {
    return of(131009, details);
  }

  public static GraphError invalidParameter(String details) {
    return of(100, details);
  }

  public static GraphError unknownObject(String id) {
    return new GraphError(
        100,
        400,
        33,
        "GraphMethodException",
        "Unsupported request. Object with ID '"
            + id
            + "' does not exist, cannot be loaded due to missing permissions, or does not support"
            + " this operation",
        null);
  }

  public static GraphError badToken() {
    return new GraphError(
        190, 401, null, OAUTH, "Invalid OAuth access token - Cannot parse access token", null);
  }

  public static GraphError noToken(boolean read) {
    return read
        ? new GraphError(
            104, 401, null, OAUTH, "An access token is required to request this resource.", null)
        : new GraphError(
            0, 401, null, "AuthException", "We were unable to authenticate the app user.", null);
  }

  public static GraphError unknownPath(String path) {
    return new GraphError(2500, 400, null, OAUTH, "Unknown path components: " + path, null);
  }

  public GraphError withHttpStatus(int status) {
    return new GraphError(code, status, subcode, type, message, details);
  }

  /** The body of the answer. */
  public ObjectNode toJson() {
    var root = Json.object();
    var error = root.putObject("error");
    error.put("message", message).put("type", type).put("code", code);
    if (subcode != null) {
      error.put("error_subcode", subcode);
    }
    if (details != null) {
      error.putObject("error_data").put("messaging_product", "whatsapp").put("details", details);
    }
    error.put("fbtrace_id", "A" + UUID.randomUUID().toString().replace("-", "").substring(0, 22));
    return root;
  }

  public GraphException toException() {
    return new GraphException(this);
  }
}
