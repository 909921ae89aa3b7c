package dev.chasqui.simulator.graph;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads a request as Graph does: JSON or a form, the token in the header or in the query. */
public final class GraphRequests {
  private static final String BEARER = "bearer ";
  private static final Set<String> NOT_CONTENT =
      Set.of("access_token", "format", "appsecret_proof", "method");

  private GraphRequests() {}

  /** The access token; null when the request has none. */
  public static @Nullable String token(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    if (header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return header.substring(BEARER.length()).trim();
    }
    return request.getParameter("access_token");
  }

  /**
   * The parameters of a request: its JSON object, or its form fields, of which those that hold JSON
   * are parsed (that is how Graph SDKs send objects in a form).
   *
   * @throws GraphException code 100 when the body is neither
   */
  public static ObjectNode body(HttpServletRequest request) throws IOException {
    var type = request.getContentType();
    if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
      return form(request);
    }
    var length = request.getContentLength();
    var input = request.getInputStream();
    return json(length < 0 ? input.readAllBytes() : input.readNBytes(length));
  }

  private static ObjectNode form(HttpServletRequest request) {
    var body = Json.object();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (!NOT_CONTENT.contains(name)) {
                body.set(name, formValue(values[0]));
              }
            });
    return body;
  }

  private static JsonNode formValue(String value) {
    if (value.startsWith("{") || value.startsWith("[")) {
      try {
        return Json.MAPPER.readTree(value);
      } catch (JacksonException e) {
        return Json.MAPPER.getNodeFactory().stringNode(value);
      }
    }
    return Json.MAPPER.getNodeFactory().stringNode(value);
  }

  private static ObjectNode json(byte[] bytes) {
    if (bytes.length == 0) {
      return Json.object();
    }
    try {
      if (Json.MAPPER.readTree(bytes) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw GraphError.invalidParameter("The body is not valid JSON: " + e.getOriginalMessage())
          .toException();
    }
    throw GraphError.invalidParameter("The body must be a JSON object").toException();
  }
}
