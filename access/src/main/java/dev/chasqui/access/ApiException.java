package dev.chasqui.access;

import java.util.List;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;

/** Refuses a REST call: its status and {@link ApiError} are what the client gets. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final transient ApiError body;

  private ApiException(HttpStatus status, ApiError body) {
    super(body.error());
    this.status = status;
    this.body = body;
  }

  /** A request whose fields are wrong: 400 with every one of them. */
  public static ApiException invalid(List<ApiError.FieldError> details) {
    String error =
        String.join("; ", details.stream().map(d -> d.field() + ": " + d.error()).toList());
    return new ApiException(
        HttpStatus.BAD_REQUEST, new ApiError(false, error, "validation_failed", details));
  }

  /** JSON that cannot be read into what is expected: 400 with the field, if it is about one. */
  public static ApiException unreadable(JacksonException e) {
    return new ApiException(
        HttpStatus.BAD_REQUEST,
        WrongType.of(e).orElseGet(() -> ApiError.of("malformed_json", "The body is no JSON")));
  }

  /** A resource that does not exist, or belongs to another tenant: 404. */
  public static ApiException notFound(String what) {
    return of(HttpStatus.NOT_FOUND, "not_found", what + " not found");
  }

  /** Any other refusal. */
  public static ApiException of(HttpStatus status, String code, String error) {
    return new ApiException(status, ApiError.of(code, error));
  }

  HttpStatus status() {
    return status;
  }

  ApiError body() {
    return body;
  }
}
