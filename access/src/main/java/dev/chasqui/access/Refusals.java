package dev.chasqui.access;

import dev.chasqui.access.text.Phrase;
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

  static final Refusal NO_SUCH_PATH = Refusal.of(code(HttpStatus.NOT_FOUND), EdgeText.NO_SUCH_PATH);

  static final Refusal NOT_JSON =
      Refusal.of(code(HttpStatus.UNSUPPORTED_MEDIA_TYPE), EdgeText.NOT_JSON);

  private Refusals() {}

  static Refusal of(ErrorResponse refusal) {
    return Refusal.of(code(refusal.getStatusCode()), text(refusal));
  }

  private static Phrase text(ErrorResponse refusal) {
    return switch (refusal) {
      case NoResourceFoundException _ -> EdgeText.NO_SUCH_PATH;
      case HttpRequestMethodNotSupportedException e -> methods(e.getSupportedHttpMethods());
      case HttpMediaTypeNotSupportedException _ -> EdgeText.NOT_JSON;
      case HttpMediaTypeNotAcceptableException _ -> EdgeText.NOT_ACCEPTABLE;
      case MissingServletRequestParameterException e ->
          EdgeText.MISSING_PARAMETER.with(e.getParameterName());
      case MissingRequestValueException _ -> EdgeText.MISSING_VALUE;
      default -> Phrase.asIs(detail(refusal));
    };
  }

  private static Phrase methods(@Nullable Set<HttpMethod> supported) {
    return supported == null
        ? EdgeText.OTHER_METHOD
        : EdgeText.ONLY_METHODS.with(
            String.join(", ", supported.stream().map(HttpMethod::name).sorted().toList()));
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
