package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiException;
import dev.chasqui.sender.graph.Reply;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** What callers are told when WhatsApp does not do what they want, wherever that is found out. */
final class WhatsAppRefusals {

  static final String NOT_AUTHORISED = "account_not_authorised";

  private WhatsAppRefusals() {}

  /**
   * What WhatsApp answered.
   *
   * @param absent what is said if there is none
   * @param unsupported what is said if the account is no linked device
   * @param refused what is said if WhatsApp refuses, made of what it says
   * @throws ApiException one of these; or 503 if WhatsApp is not connected, or away
   */
  static <T> T known(
      Reply<T> reply,
      Supplier<ApiException> absent,
      Supplier<ApiException> unsupported,
      Function<String, ApiException> refused) {
    return switch (reply) {
      case Reply.Known<T>(T value) -> value;
      case Reply.Absent<T> _ -> throw absent.get();
      case Reply.Unsupported<T> _ -> throw unsupported.get();
      case Reply.NotConnected<T> _ -> throw notConnected();
      case Reply.NotAuthorised<T>(String why) -> throw notAuthorised(why);
      case Reply.Refused<T>(String why) -> throw refused.apply(why);
      case Reply.Away<T> _ -> throw away();
    };
  }

  static ApiException notConnected() {
    return unavailable(
        "account_not_connected", "WhatsApp is not connected; link the account again");
  }

  /**
   * @param why as WhatsApp says it
   */
  static ApiException notAuthorised(String why) {
    return unavailable(NOT_AUTHORISED, why);
  }

  static ApiException away() {
    return unavailable("provider_unreachable", "WhatsApp does not answer; try again later");
  }

  /** For what WhatsApp refuses without a name of ours. */
  static ApiException refused(String why) {
    return ApiException.of(HttpStatus.BAD_REQUEST, "provider_refused", why);
  }

  private static ApiException unavailable(String code, String error) {
    return ApiException.of(HttpStatus.SERVICE_UNAVAILABLE, code, error);
  }
}
