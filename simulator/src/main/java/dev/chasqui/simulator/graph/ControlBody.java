package dev.chasqui.simulator.graph;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import tools.jackson.core.JacksonException;

/** Reads the JSON of a control request. */
public final class ControlBody {
  private ControlBody() {}

  /**
   * The body as a value of this type.
   *
   * @throws GraphException code 100 when the body is not such an object; it names the field
   */
  public static <T> T read(HttpServletRequest request, Class<T> type) throws IOException {
    var bytes = request.getInputStream().readAllBytes();
    try {
      return Json.MAPPER.readValue(bytes.length == 0 ? "{}".getBytes(US_ASCII) : bytes, type);
    } catch (JacksonException e) {
      if (e.getCause() instanceof GraphException graph) {
        throw graph;
      }
      throw GraphError.invalidParameter(e.getOriginalMessage()).toException();
    }
  }
}
