package dev.chasqui.access;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What is said of requests that Spring refuses before a controller sees them. Pure. */
final class Refusals {

  static final String NO_SUCH_PATH = "There is no such path; /docs shows those that there are";

  static final ApiError NOT_JSON =
      ApiError.of(
          code(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
          "Send the body as JSON, with Content-Type: application/json");

  private Refusals() {}

  static ApiError of(ErrorResponse refusal) {
    return ApiError.of(code(refusal.getStatusCode()), text(refusal));
  }

  private static String text(ErrorResponse refusal) {
    return switch (refusal) {
      case NoResourceFoundException _ -> NO_SUCH_PATH;
      case HttpRequestMethodNotSupportedException e -> methods(e.getSupportedHttpMethods());
      case HttpMediaTypeNotSupportedException _ -> NOT_JSON.error();
      case HttpMediaTypeNotAcceptableException _ ->
          "The answer is of none of the types that the header Accept names";
      case MissingServletRequestParameterException e ->
          "The parameter " + e.getParameterName() + " is required";
      case MissingRequestValueException _ -> "Something that is required is missing";
      default -> detail(refusal);
    };
  }

  private static String methods(@Nullable Set<HttpMethod> supported) {
    return supported == null
        ? "This path does not take the method"
        : "This path takes only "
            + String.join(", ", supported.stream().map(HttpMethod::name).sorted().toList());
  }

  private static String detail(ErrorResponse refusal) {
    String detail = refusal.getBody().getDetail();
    return detail == null ? String.valueOf(refusal.getBody().getTitle()) : detail;
  }

  /** The HTTP status in words. */
  static String code(HttpStatusCode status) {
    HttpStatus known = HttpStatus.resolve(status.value());
    return known == null ? "http_" + status.value() : known.name().toLowerCase(Locale.ROOT);
  }
}
