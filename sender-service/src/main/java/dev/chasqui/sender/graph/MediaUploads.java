package dev.chasqui.sender.graph;

import dev.chasqui.access.Account;
import dev.chasqui.http.FormFile;
import dev.chasqui.http.HttpCaller;
import java.util.Map;

/** Calls {@code POST /{phone-number-id}/media}. Thread-safe. */
public final class MediaUploads {

  private final HttpCaller http;

  public MediaUploads(HttpCaller http) {
    this.http = http;
  }

  /**
   * Hands a file to WhatsApp, which keeps it for 30 days.
   *
   * @return its id, by which the account can send it
   */
  public Reply<String> upload(Account account, MediaFile file) {
    String name = file.mimeType().replace('/', '.');
    return ReplyRules.read(
        http.post(
            GraphNode.uri(account, "/media"),
            GraphNode.token(account),
            Map.of("messaging_product", "whatsapp", "type", file.mimeType()),
            new FormFile("file", name, file.mimeType(), file.bytes())),
        account.secrets().token(),
        json -> GraphNode.text(json, "id"));
  }
}
