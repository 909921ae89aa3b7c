package dev.chasqui.sender.graph;

import dev.chasqui.access.Account;
import dev.chasqui.http.HttpCaller;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The profile of a number that is no linked device, from the Graph API. Thread-safe. */
public final class BusinessProfile {

  private static final String NUMBER = "?fields=display_phone_number,verified_name";
  private static final String PROFILE =
      "/whatsapp_business_profile?fields=about,profile_picture_url";

  private final HttpCaller http;

  public BusinessProfile(HttpCaller http) {
    this.http = http;
  }

  /** Asks for the account's profile. */
  public Reply<Profile> profile(Account account) {
    Reply<Profile> number = get(account, NUMBER, BusinessProfile::number);
    return number instanceof Reply.Known<Profile>(Profile known)
        ? get(account, PROFILE, json -> Optional.of(completed(known, json.path("data").path(0))))
        : number;
  }

  private Reply<Profile> get(
      Account account, String resource, Function<JsonNode, Optional<Profile>> read) {
    return ReplyRules.read(
        http.get(GraphNode.uri(account, resource), GraphNode.token(account)),
        account.secrets().token(),
        read);
  }

  private static Optional<Profile> number(JsonNode json) {
    return GraphNode.text(json, "display_phone_number")
        .map(
            phone ->
                new Profile(
                    phone.replaceAll("[^0-9]", ""),
                    GraphNode.text(json, "verified_name").orElse(null),
                    null,
                    null,
                    null));
  }

  private static Profile completed(Profile number, JsonNode json) {
    return new Profile(
        number.phone(),
        number.name(),
        GraphNode.text(json, "about").orElse(null),
        GraphNode.text(json, "profile_picture_url").orElse(null),
        null);
  }
}
