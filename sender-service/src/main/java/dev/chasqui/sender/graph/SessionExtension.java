package dev.chasqui.sender.graph;

import dev.chasqui.access.Account;
import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What only a linked-device session has beside the Graph API: its status, and contact checks. Meta
 * answers such calls as any unknown path. Thread-safe.
 */
public final class SessionExtension {

  private static final int UNKNOWN_PATH = 2500;
  private static final int NOT_CONNECTED = 133010;

  private final HttpCaller http;

  public SessionExtension(HttpCaller http) {
    this.http = http;
  }

  /** How a session stands. */
  public sealed interface Session {

    /**
     * As the session says.
     *
     * @param status {@code STOPPED}, {@code STARTING}, {@code SCAN_QR_CODE}, {@code WORKING} or
     *     {@code FAILED}
     */
    record Known(String status, boolean hasQr) implements Session {}

    /** The account has no session: it is not a linked device. */
    record None() implements Session {}

    /** Nobody answers, or not what was asked. */
    record Away() implements Session {}
  }

  /** Whether a number is on WhatsApp. */
  public sealed interface Contact {

    record Known(boolean isRegistered) implements Contact {}

    /** The account cannot ask: it is not a linked device. */
    record Unsupported() implements Contact {}

    /** The account's session does not work. */
    record NotConnected() implements Contact {}

    /** Nobody answers, or not what was asked. */
    record Away() implements Contact {}
  }

  /** Asks how an account's session stands. */
  public Session session(Account account) {
    if (account.kind() == Account.Kind.CLOUD_API) {
      return new Session.None();
    }
    if (!(http.get(uri(account, "session"), token(account)) instanceof Exchange.Answered answer)) {
      return new Session.Away();
    }
    JsonNode json = parse(answer);
    if (answer.status() == 200 && json.path("status").isString()) {
      return new Session.Known(
          json.path("status").asString(), json.path("has_qr").asBoolean(false));
    }
    return code(json) == UNKNOWN_PATH ? new Session.None() : new Session.Away();
  }

  /**
   * Asks whether a number is on WhatsApp. WhatsApp bans accounts that ask too often.
   *
   * @param digits the number in international form, digits only
   */
  public Contact check(Account account, String digits) {
    if (account.kind() == Account.Kind.CLOUD_API) {
      return new Contact.Unsupported();
    }
    byte[] body =
        "{\"blocking\":\"wait\",\"contacts\":[\"+%s\"]}"
            .formatted(digits)
            .getBytes(StandardCharsets.UTF_8);
    return http.post(uri(account, "contacts"), token(account), body)
            instanceof Exchange.Answered answer
        ? contact(answer.status(), parse(answer))
        : new Contact.Away();
  }

  private static Contact contact(int status, JsonNode json) {
    JsonNode found = json.path("contacts").path(0).path("status");
    if (status == 200 && found.isString()) {
      return new Contact.Known(found.asString().equals("valid"));
    }
    return switch (code(json)) {
      case UNKNOWN_PATH -> new Contact.Unsupported();
      case NOT_CONNECTED -> new Contact.NotConnected();
      default -> new Contact.Away();
    };
  }

  private static int code(JsonNode json) {
    return json.path("error").path("code").asInt(0);
  }

  private static URI uri(Account account, String resource) {
    return URI.create(
        "%s/%s/%s/%s"
            .formatted(account.baseUrl(), account.apiVersion(), account.phoneNumberId(), resource));
  }

  private static Map<String, String> token(Account account) {
    return Map.of("Authorization", "Bearer " + account.secrets().token().value());
  }

  private static JsonNode parse(Exchange.Answered answer) {
    try {
      return GraphJson.MAPPER.readTree(answer.body());
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
