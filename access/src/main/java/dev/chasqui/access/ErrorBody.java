package dev.chasqui.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/** Writes {@link ApiError}s where no controller is reached. */
final class ErrorBody {

  private static final JsonMapper JSON = new JsonMapper();

  private ErrorBody() {}

  static void write(HttpServletResponse response, HttpStatus status, ApiError body)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    JSON.writeValue(response.getOutputStream(), body);
  }
}
