package dev.chasqui.sender.graph;

import dev.chasqui.access.Account;
import dev.chasqui.access.Secret;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Asks WhatsApp for an account's phone number, with the account's token. Thread-safe. */
public final class NumberCheck {

  private static final String FIELDS = "id,display_phone_number,verified_name,quality_rating";
  private static final int LONGEST_REASON = 500;
  private static final Pattern NOT_PRINTABLE = Pattern.compile("\\p{C}");
  private static final Pattern END = Pattern.compile("[.?!]$");
  private static final Pattern NOT_A_DIGIT = Pattern.compile("[^0-9]");

  private final HttpCaller http;

  public NumberCheck(HttpCaller http) {
    this.http = http;
  }

  /** What came of it. */
  public sealed interface Outcome {

    /**
     * WhatsApp knows the number and takes the token.
     *
     * @param phone the number, digits only
     * @param verifiedName what contacts see; null if not said
     * @param qualityRating such as {@code GREEN}; null if not said
     */
    record Known(String phone, @Nullable String verifiedName, @Nullable String qualityRating)
        implements Outcome {}

    /**
     * WhatsApp does not, or was not reached.
     *
     * @param reason what it said and what to do, in whole sentences; has no secret of the account
     */
    record Refused(Phrase reason) implements Outcome {}
  }

  /** Asks; blocks until it is answered or the call's time is over. */
  public Outcome ask(Account account) {
    URI number =
        URI.create(
            "%s/%s/%s?fields=%s"
                .formatted(
                    account.baseUrl(), account.apiVersion(), account.phoneNumberId(), FIELDS));
    var token = Map.of("Authorization", "Bearer " + account.secrets().token().value());
    return switch (http.get(number, token)) {
      case Exchange.Broken broken ->
          refused(account, NumberText.NO_ANSWER.with(account.baseUrl(), broken.reason()));
      case Exchange.Answered answered -> read(account, answered.status(), parse(answered));
    };
  }

  private static Outcome read(Account account, int status, JsonNode json) {
    String phone =
        NOT_A_DIGIT.matcher(json.path("display_phone_number").asString("")).replaceAll("");
    if (status == 200
        && json.path("id").asString("").equals(account.phoneNumberId())
        && !phone.isEmpty()) {
      return new Outcome.Known(
          phone, text(json.path("verified_name")), text(json.path("quality_rating")));
    }
    JsonNode error = json.path("error");
    if (!error.path("code").canConvertToInt()) {
      return refused(account, NumberText.NOT_WHATSAPP.with(account.baseUrl(), status));
    }
    int code = error.path("code").asInt();
    return refused(account, refusal(code, error).with(said(error), code));
  }

  private static Phrase said(JsonNode error) {
    String said =
        Stream.of("/message", "/error_data/details")
            .map(error::at)
            .filter(JsonNode::isString)
            .map(JsonNode::asString)
            .collect(Collectors.joining(": "));
    return said.isEmpty() ? NumberText.NO_MESSAGE : Phrase.asIs(said);
  }

  private static NumberText refusal(int code, JsonNode error) {
    boolean unknownObject = code == 100 && error.path("error_subcode").asInt(0) == 33;
    if (unknownObject || code == 803) {
      return NumberText.WRONG_ID;
    }
    return switch (code) {
      case 0, 102, 104, 190 -> NumberText.WRONG_TOKEN;
      case 3, 10, 200 -> NumberText.NO_PERMISSION;
      default -> NumberText.REFUSED;
    };
  }

  private static Outcome refused(Account account, Phrase reason) {
    return new Outcome.Refused(language -> shown(account.secrets(), reason.in(language)));
  }

  private static String shown(Account.Secrets secrets, String reason) {
    String text = reason;
    // WhatsApp quotes a token that it cannot read.
    for (Secret secret : List.of(secrets.token(), secrets.appSecret(), secrets.verifyToken())) {
      if (!secret.value().isEmpty()) {
        text = text.replace(secret.value(), "***");
      }
    }
    text = NOT_PRINTABLE.matcher(text).replaceAll(" ");
    text = text.substring(0, Math.min(text.length(), LONGEST_REASON));
    return END.matcher(text).find() ? text : text + ".";
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }

  private static JsonNode parse(Exchange.Answered answer) {
    try {
      return GraphJson.MAPPER.readTree(answer.body());
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
