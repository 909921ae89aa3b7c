package dev.chasqui.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./chasqui keys}. */
@Command(
    name = "keys",
    description = "The keys that open the REST API (header X-API-Key), each for one account.")
final class KeysCommand {

  private static final String WHEN = "30d, 12h or 45m from now, or 2027-01-31T12:00:00Z";

  private final AdminApi admin;
  private final Output output;
  private final Clock clock;

  KeysCommand(AdminApi admin, Output output, Clock clock) {
    this.admin = admin;
    this.output = output;
    this.clock = clock;
  }

  @Command(name = "list", description = "Lists the keys; only their first characters are kept.")
  void list(
      @Option(names = "--account", paramLabel = "ID", description = "Only those of this account.")
          @Nullable Long account) {
    output.table(
        admin.get(account == null ? "/keys" : "/keys?accountId=" + account),
        "There is no key; make one: ./chasqui keys add --account ID --name NAME",
        List.of("ID", "ACCOUNT", "NAME", "KEY", "STATE", "MADE (UTC)", "EXPIRES (UTC)"),
        this::row);
  }

  private List<String> row(JsonNode key) {
    return List.of(
        key.path("id").asString(),
        key.path("accountId").asString(),
        key.path("name").asString(),
        key.path("hint").asString("") + "...",
        state(key, clock.instant()),
        Times.shown(key.path("createdAt")),
        Times.shown(key.path("expiresAt")));
  }

  private static String state(JsonNode key, Instant now) {
    if (key.path("revokedAt").isString()) {
      return "revoked";
    }
    return Times.isOver(key.path("expiresAt"), now) ? "expired" : "valid";
  }

  @Command(name = "add", description = "Makes a key and shows it, this once.")
  void add(
      @Option(
              names = "--account",
              paramLabel = "ID",
              description = "What it acts for; may be left out if there is only one.")
          @Nullable Long account,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "What you call it, such as who uses it.")
          String name,
      @Option(
              names = "--expires",
              paramLabel = "WHEN",
              description = "From when on it opens nothing: " + WHEN + ". Unless given: never.")
          @Nullable String expires) {
    ObjectNode body = AdminApi.JSON.createObjectNode().put("name", name);
    if (expires != null) {
      body.put("expiresAt", Times.parse(expires, clock.instant()).toString());
    }
    body.put("accountId", OnlyOne.of(admin, account, "accounts", "--account"));
    JsonNode made = admin.post("/keys", body);
    JsonNode info = made.path("info");
    output.show(
        made,
        "Key %s of account %s, %s, expires: %s"
            .formatted(
                info.path("id").asString(),
                info.path("accountId").asString(),
                info.path("name").asString(),
                Times.shown(info.path("expiresAt"))),
        "Shown this once; only its hash is kept:",
        made.path("key").asString());
  }

  @Command(name = "revoke", description = "Ends a key, at once and for good.")
  void revoke(@Parameters(paramLabel = "ID", description = "See: ./chasqui keys list") long id) {
    JsonNode key = admin.delete("/keys/" + id);
    output.show(
        key, "Key %d, %s, opens nothing any more".formatted(id, key.path("name").asString()));
  }

  @Command(name = "expire", description = "Says from when on a key opens nothing.")
  void expire(
      @Parameters(index = "0", paramLabel = "ID", description = "See: ./chasqui keys list") long id,
      @Parameters(index = "1", paramLabel = "WHEN", description = WHEN + "; or never.")
          String when) {
    String at = when.equals("never") ? null : Times.parse(when, clock.instant()).toString();
    JsonNode key =
        admin.patch("/keys/" + id, AdminApi.JSON.createObjectNode().put("expiresAt", at));
    String note = key.path("revokedAt").isString() ? "; it was revoked and stays so" : "";
    output.show(
        key, "Key %d expires: %s%s".formatted(id, Times.shown(key.path("expiresAt")), note));
  }
}
