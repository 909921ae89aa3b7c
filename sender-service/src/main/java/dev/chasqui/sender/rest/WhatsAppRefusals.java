package dev.chasqui.sender.rest;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.sender.graph.Reply;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;

/** What callers are told when WhatsApp does not do what they want, wherever that is found out. */
final class WhatsAppRefusals {

  private WhatsAppRefusals() {}

  /**
   * What WhatsApp answered.
   *
   * @param absent what is said if there is none
   * @param unsupported what is said if the account is no linked device
   * @param refused what it is if WhatsApp refuses
   * @throws ApiException one of these; or 503 if WhatsApp is not connected, or away
   */
  static <T> T known(
      Reply<T> reply,
      Supplier<ApiException> absent,
      Supplier<ApiException> unsupported,
      ResultText refused) {
    return switch (reply) {
      case Reply.Known<T>(T value) -> value;
      case Reply.Absent<T> _ -> throw absent.get();
      case Reply.Unsupported<T> _ -> throw unsupported.get();
      case Reply.NotConnected<T> _ -> throw notConnected();
      case Reply.NotAuthorised<T>(String why) -> throw notAuthorised(why);
      case Reply.Refused<T>(String why) -> throw refused(refused, refused.with(why));
      case Reply.Away<T> _ -> throw away();
    };
  }

  static ApiException notConnected() {
    return unavailable("account_not_connected", RestText.NOT_CONNECTED);
  }

  /**
   * @param why as WhatsApp says it
   */
  static ApiException notAuthorised(String why) {
    ResultText what = ResultText.ACCOUNT_NOT_AUTHORISED;
    return unavailable(what.code(), what.with(why));
  }

  static ApiException away() {
    return unavailable("provider_unreachable", RestText.PROVIDER_AWAY);
  }

  static ApiException refused(ResultText what, Phrase why) {
    return ApiException.of(HttpStatus.BAD_REQUEST, what.code(), why);
  }

  private static ApiException unavailable(String code, Phrase error) {
    return ApiException.of(HttpStatus.SERVICE_UNAVAILABLE, code, error);
  }
}
