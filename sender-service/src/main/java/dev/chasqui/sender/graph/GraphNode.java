package dev.chasqui.sender.graph;

import dev.chasqui.access.Account;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Where an account is in the Graph API, and how its answers are read. Pure. */
final class GraphNode {

  private GraphNode() {}

  /**
   * The address of something of the account's number.
   *
   * @param resource such as {@code /media}, or a query
   */
  static URI uri(Account account, String resource) {
    return URI.create(
        "%s/%s/%s%s"
            .formatted(account.baseUrl(), account.apiVersion(), account.phoneNumberId(), resource));
  }

  /** The headers that the account authenticates with. */
  static Map<String, String> token(Account account) {
    return Map.of("Authorization", "Bearer " + account.secrets().token().value());
  }

  /** A text that is there and says something. */
  static Optional<String> text(JsonNode json, String field) {
    JsonNode value = json.path(field);
    return value.isString() && !value.asString().isBlank()
        ? Optional.of(value.asString())
        : Optional.empty();
  }
}
