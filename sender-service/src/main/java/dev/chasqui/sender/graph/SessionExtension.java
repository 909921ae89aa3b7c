package dev.chasqui.sender.graph;

import dev.chasqui.access.Account;
import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What only a linked-device session has beside the Graph API: its state, its QR code and profile,
 * and contacts. Meta answers such calls as any unknown path. Thread-safe.
 */
public final class SessionExtension {

  private static final byte[] NO_FIELDS = {'{', '}'};
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  /** What a QR code can hold in any case. */
  private static final Pattern QR_TEXT = Pattern.compile("[ -~]{1,1500}");

  private final HttpCaller http;

  public SessionExtension(HttpCaller http) {
    this.http = http;
  }

  /**
   * How a session stands.
   *
   * @param status {@code STOPPED}, {@code STARTING}, {@code SCAN_QR_CODE}, {@code WORKING} or
   *     {@code FAILED}
   */
  public record Session(String status, boolean hasQr) {}

  /**
   * What links a phone with the account; who has it can read and send all.
   *
   * @param text what the QR code says: 1 to 1,500 printable ASCII characters
   * @param expiresAt when another one takes its place; null if that is not known
   */
  public record Qr(String text, @Nullable Instant expiresAt) {

    @Override
    public String toString() {
      return "Qr[***]";
    }
  }

  /** Asks how an account's session stands. */
  public Reply<Session> session(Account account) {
    return get(account, "/session", SessionExtension::readSession);
  }

  /** Asks for the QR code that is to be scanned now; absent if none is. */
  public Reply<Qr> qr(Account account) {
    return get(account, "/session/qr", SessionExtension::readQr);
  }

  /** Asks who is linked. */
  public Reply<Profile> profile(Account account) {
    return get(account, "/session/profile", SessionExtension::readProfile);
  }

  /** Unlinks the account. */
  public Reply<Session> logout(Account account) {
    return post(account, "/session/logout", NO_FIELDS, SessionExtension::readSession);
  }

  /** Stops the session and starts it again; a linked account stays linked. */
  public Reply<Session> restart(Account account) {
    return post(account, "/session/restart", NO_FIELDS, SessionExtension::readSession);
  }

  /**
   * Asks whether numbers are on WhatsApp. WhatsApp bans accounts that ask too often.
   *
   * @param digits 1 to 100 numbers in international form, digits only
   * @return by number
   */
  public Reply<Map<String, Boolean>> check(Account account, List<String> digits) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("blocking", "wait");
    ArrayNode contacts = body.putArray("contacts");
    digits.forEach(number -> contacts.add("+" + number));
    byte[] bytes = GraphJson.MAPPER.writeValueAsBytes(body);
    return post(account, "/contacts", bytes, json -> readChecks(json, digits));
  }

  /**
   * Asks who has a number; absent if nobody on WhatsApp has it.
   *
   * @param digits the number in international form, digits only
   */
  public Reply<Profile> contact(Account account, String digits) {
    return get(account, "/contacts/" + digits, SessionExtension::readProfile);
  }

  private <T> Reply<T> get(Account account, String resource, Function<JsonNode, Optional<T>> read) {
    return account.kind() == Account.Kind.CLOUD_API
        ? new Reply.Unsupported<>()
        : ReplyRules.read(
            http.get(GraphNode.uri(account, resource), GraphNode.token(account)),
            account.secrets().token(),
            read);
  }

  private <T> Reply<T> post(
      Account account, String resource, byte[] json, Function<JsonNode, Optional<T>> read) {
    if (account.kind() == Account.Kind.CLOUD_API) {
      return new Reply.Unsupported<>();
    }
    Exchange exchange = http.post(GraphNode.uri(account, resource), GraphNode.token(account), json);
    return ReplyRules.read(exchange, account.secrets().token(), read);
  }

  private static Optional<Session> readSession(JsonNode json) {
    return GraphNode.text(json, "status")
        .map(status -> new Session(status, json.path("has_qr").asBoolean(false)));
  }

  private static Optional<Qr> readQr(JsonNode json) {
    return GraphNode.text(json, "qr")
        .filter(text -> QR_TEXT.matcher(text).matches())
        .map(text -> new Qr(text, time(json.path("expires_at").asString(""))));
  }

  private static @Nullable Instant time(String seconds) {
    return SECONDS.matcher(seconds).matches()
        ? Instant.ofEpochSecond(Long.parseLong(seconds))
        : null;
  }

  private static Optional<Profile> readProfile(JsonNode json) {
    return GraphNode.text(json, "wa_id")
        .map(
            phone ->
                new Profile(
                    phone,
                    GraphNode.text(json, "push_name").orElse(null),
                    GraphNode.text(json, "about").orElse(null),
                    GraphNode.text(json, "picture_url").orElse(null),
                    GraphNode.text(json, "lid").orElse(null)));
  }

  /** One result for each number, in their order; fewer are no answer. */
  private static Optional<Map<String, Boolean>> readChecks(JsonNode json, List<String> digits) {
    JsonNode results = json.path("contacts");
    Map<String, Boolean> found = new HashMap<>();
    for (int i = 0; i < digits.size(); i++) {
      String number = digits.get(i);
      GraphNode.text(results.path(i), "status")
          .ifPresent(status -> found.put(number, status.equals("valid")));
    }
    return found.size() == digits.size() ? Optional.of(found) : Optional.empty();
  }
}
