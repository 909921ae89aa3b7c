package dev.chasqui.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Refuses JSON whose texts cannot be kept and sent on: PostgreSQL takes no NUL, and half of a
 * surrogate pair is no character. Other control characters are allowed.
 */
@RestControllerAdvice
class BodyTexts extends RequestBodyAdviceAdapter {

  private static final JsonMapper JSON = new JsonMapper();

  @SuppressWarnings("ArrayRecordComponent")
  private record Body(HttpHeaders headers, byte[] bytes) implements HttpInputMessage {

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }
  }

  @Override
  public boolean supports(
      MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converter) {
    return true;
  }

  @Override
  public HttpInputMessage beforeBodyRead(
      HttpInputMessage input,
      MethodParameter parameter,
      Type type,
      Class<? extends HttpMessageConverter<?>> converter)
      throws IOException {
    Body body = new Body(input.getHeaders(), input.getBody().readAllBytes());
    try (JsonParser parser = parser(body)) {
      check(parser);
    } catch (JacksonException e) {
      // No JSON: whoever reads it next says so.
      return body;
    }
    return body;
  }

  private static JsonParser parser(Body body) {
    MediaType type = body.headers().getContentType();
    @Nullable Charset charset = type == null ? null : type.getCharset();
    return charset == null
        ? JSON.createParser(body.bytes())
        : JSON.createParser(new String(body.bytes(), charset));
  }

  private static void check(JsonParser parser) {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      boolean text = token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME;
      if (text && !isText(parser.getString())) {
        throw ApiException.invalid(field(parser), EdgeText.NO_TEXT);
      }
    }
  }

  private static boolean isText(String text) {
    return text.codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  /** As errors name it, {@code events[0]}; without what cannot be shown. */
  private static String field(JsonParser parser) {
    String path = parser.streamReadContext().pathAsPointer().toString();
    String name = path.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.');
    return isText(name) && !name.isEmpty() ? name.replaceFirst("^\\.", "") : "body";
  }
}
