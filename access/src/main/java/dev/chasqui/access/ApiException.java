package dev.chasqui.access;

import dev.chasqui.access.text.Languages;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.access.text.Text;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;

/** Refuses a REST call: its status and {@link Refusal} are what the client gets. */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final HttpStatus status;
  private final transient Refusal refusal;
  private final transient HttpHeaders headers = new HttpHeaders();

  private ApiException(HttpStatus status, Refusal refusal) {
    super(refusal.in(Languages.ENGLISH).error());
    this.status = status;
    this.refusal = refusal;
  }

  /**
   * A request whose fields are wrong: 400 with every one of them.
   *
   * @param fields at least one
   */
  public static ApiException invalid(List<WrongField> fields) {
    return new ApiException(HttpStatus.BAD_REQUEST, Refusal.of("validation_failed", fields));
  }

  /** A request of which one field is wrong: 400. */
  public static ApiException invalid(String field, Phrase error) {
    return invalid(List.of(new WrongField(field, error)));
  }

  /** JSON that cannot be read into what is expected: 400 with the field, if it is about one. */
  public static ApiException unreadable(JacksonException e) {
    return new ApiException(HttpStatus.BAD_REQUEST, UnreadableBody.of(e));
  }

  /** A resource that does not exist, or belongs to another tenant: 404. */
  public static ApiException notFound(Phrase error) {
    return of(HttpStatus.NOT_FOUND, "not_found", error);
  }

  /** A call for an account that is disabled: 403. */
  public static ApiException accountDisabled() {
    return of(HttpStatus.FORBIDDEN, "account_disabled", EdgeText.ACCOUNT_DISABLED);
  }

  /** A call of a tenant that is disabled: 403. */
  static ApiException tenantDisabled() {
    return of(HttpStatus.FORBIDDEN, "tenant_disabled", EdgeText.TENANT_DISABLED);
  }

  /**
   * A body that is too large: 413.
   *
   * @param mostBytes that are read of one
   */
  public static ApiException tooLarge(int mostBytes) {
    return new ApiException(HttpStatus.CONTENT_TOO_LARGE, BodyLimit.tooLarge(mostBytes));
  }

  /**
   * A body that has not come to its end in time: 408.
   *
   * @param timeToArrive that it had
   */
  static ApiException tooSlow(Duration timeToArrive) {
    return of(
        HttpStatus.REQUEST_TIMEOUT,
        "body_too_slow",
        EdgeText.BODY_TOO_SLOW.with(RateLimitFilter.seconds(timeToArrive)));
  }

  /**
   * A call that comes too late: 409.
   *
   * @param data how what it is about stands
   */
  public static ApiException conflict(String code, Phrase error, Object data) {
    return new ApiException(HttpStatus.CONFLICT, Refusal.of(code, error, data));
  }

  /** Any other refusal. */
  public static ApiException of(HttpStatus status, String code, Phrase error) {
    return new ApiException(status, Refusal.of(code, error));
  }

  /**
   * A refusal that is over by itself: the answer has the header {@code Retry-After}.
   *
   * @param error a pattern that takes the seconds until then
   */
  public static ApiException later(HttpStatus status, String code, Text error, Duration in) {
    long seconds = RateLimitFilter.seconds(in);
    ApiException refused = of(status, code, error.with(seconds));
    refused.headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    return refused;
  }

  HttpHeaders headers() {
    return headers;
  }

  HttpStatus status() {
    return status;
  }

  Refusal refusal() {
    return refusal;
  }
}
