package dev.chasqui.sender.graph;

import dev.chasqui.access.Secret;
import dev.chasqui.http.Exchange;
import dev.chasqui.schemas.GraphErrorCodes;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The one place that decides what the answer to a call means that sends no message. Pure. */
final class ReplyRules {

  private static final int UNKNOWN_PATH = 2500;
  private static final int NOT_CONNECTED = 133010;
  private static final int NOT_FOUND = 404;
  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY_REQUESTS = 429;

  private ReplyRules() {}

  /**
   * What an exchange means.
   *
   * @param token that the call was made with
   * @param value reads what was asked for from a success; empty if it is not there
   */
  static <T> Reply<T> read(Exchange exchange, Secret token, Function<JsonNode, Optional<T>> value) {
    if (!(exchange instanceof Exchange.Answered answer)) {
      return new Reply.Away<>();
    }
    JsonNode json = GraphAnswer.parse(answer.body());
    if (answer.status() == 200) {
      return value.apply(json).<Reply<T>>map(Reply.Known::new).orElseGet(Reply.Away::new);
    }
    return refusal(answer.status(), GraphAnswer.error(json.path("error"), token));
  }

  private static <T> Reply<T> refusal(int status, @Nullable GraphError error) {
    if (error == null) {
      return status == NOT_FOUND ? new Reply.Absent<>() : new Reply.Away<>();
    }
    return switch (error.code()) {
      case UNKNOWN_PATH -> new Reply.Unsupported<>();
      case NOT_CONNECTED -> new Reply.NotConnected<>();
      default -> refusal(status, error, GraphErrorCodes.stableCode(error.code()));
    };
  }

  private static <T> Reply<T> refusal(int status, GraphError error, String stableCode) {
    if (status == UNAUTHORIZED || stableCode.equals("account_not_authorised")) {
      return new Reply.NotAuthorised<>(error.text());
    }
    if (status == NOT_FOUND) {
      return new Reply.Absent<>();
    }
    return switch (stableCode) {
      case GraphErrorCodes.THROTTLED, GraphErrorCodes.PROVIDER_FAILED -> new Reply.Away<>();
      default ->
          status == TOO_MANY_REQUESTS || status >= 500
              ? new Reply.Away<>()
              : new Reply.Refused<>(error.text());
    };
  }
}
