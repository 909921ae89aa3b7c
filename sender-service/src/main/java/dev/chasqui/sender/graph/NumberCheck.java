package dev.chasqui.sender.graph;

import dev.chasqui.access.Account;
import dev.chasqui.access.text.Phrase;
import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks WhatsApp for an account's phone number, with the account's token. Thread-safe. */
public final class NumberCheck {

  private static final String FIELDS =
      "?fields=id,display_phone_number,verified_name,quality_rating";
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
    return switch (http.get(GraphNode.uri(account, FIELDS), GraphNode.token(account))) {
      case Exchange.Broken broken ->
          refused(NumberText.NO_ANSWER.with(account.baseUrl(), broken.reason()));
      case Exchange.Answered answered ->
          read(account, answered.status(), GraphAnswer.parse(answered.body()));
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
    GraphError error = GraphAnswer.error(json.path("error"), account.secrets().token());
    return error == null
        ? refused(NumberText.NOT_WHATSAPP.with(account.baseUrl(), status))
        : refused(refusal(error.code(), json.path("error")).with(error.text(), error.code()));
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

  private static Outcome refused(Phrase reason) {
    return new Outcome.Refused(language -> shown(reason.in(language)));
  }

  private static String shown(String reason) {
    String text = NOT_PRINTABLE.matcher(reason).replaceAll(" ");
    text = text.substring(0, Math.min(text.length(), LONGEST_REASON));
    return END.matcher(text).find() ? text : text + ".";
  }

  private static @Nullable String text(JsonNode node) {
    return node.isString() ? node.asString() : null;
  }
}
