package dev.chasqui.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./chasqui accounts}. */
@Command(
    name = "accounts",
    description = "WhatsApp numbers. Secrets are asked for, or read from files or standard input.")
final class AccountsCommand {

  private static final String SEE_LIST = "See: ./chasqui accounts list";

  private final AdminApi admin;
  private final Output output;
  private final SecretInput secrets;

  AccountsCommand(AdminApi admin, Output output, SecretInput secrets) {
    this.admin = admin;
    this.output = output;
    this.secrets = secrets;
  }

  @Command(name = "list", description = "Lists the accounts.")
  void list(
      @Option(names = "--tenant", paramLabel = "ID", description = "Only those of this tenant.")
          @Nullable Long tenant) {
    output.table(
        admin.get(tenant == null ? "/accounts" : "/accounts?tenantId=" + tenant),
        "There is no account; make one: ./chasqui accounts add --phone-number-id ID",
        List.of("ID", "TENANT", "KIND", "PHONE", "PHONE NUMBER ID", "STATE"),
        account ->
            List.of(
                account.path("id").asString(),
                account.path("tenantId").asString(),
                account.path("kind").asString(),
                account.path("phone").asString(),
                account.path("phoneNumberId").asString(),
                state(account)));
  }

  private static String state(JsonNode account) {
    if (!account.path("enabled").asBoolean()) {
      return "disabled";
    }
    return account.path("tenantEnabled").asBoolean(true) ? "enabled" : "tenant disabled";
  }

  @Command(name = "show", description = "Shows an account, but not its secrets.")
  void show(@Parameters(paramLabel = "ID", description = SEE_LIST) long id) {
    JsonNode account = admin.get("/accounts/" + id);
    output.show(
        account,
        "Account          " + id + ", " + state(account),
        "tenant           " + account.path("tenantId").asString(),
        "kind             " + account.path("kind").asString(),
        "phone            " + account.path("phone").asString(),
        "phone number id  " + account.path("phoneNumberId").asString(),
        "Graph API        "
            + account.path("baseUrl").asString()
            + "/"
            + account.path("apiVersion").asString(),
        "callback path    /webhooks/whatsapp/" + id + "   (at the inbound service)",
        "made (UTC)       " + Times.shown(account.path("createdAt")));
  }

  @Command(
      name = "add",
      description = {
        "Makes an account, once WhatsApp has taken its token.",
        "The access token and the app secret are asked for in this order, or read from standard"
            + " input, one a line."
      })
  void add(
      @Option(
              names = "--tenant",
              paramLabel = "ID",
              description = "Whose it is; may be left out if there is only one.")
          @Nullable Long tenant,
      @Option(
              names = "--kind",
              paramLabel = "KIND",
              defaultValue = "cloud-api",
              description = "cloud-api (unless given) or simulator.")
          String kind,
      @Mixin AccountOptions options) {
    if (options.phoneNumberId == null) {
      throw new CliException("--phone-number-id is missing; WhatsApp Manager shows it");
    }
    ObjectNode body = AdminApi.JSON.createObjectNode().put("kind", kind);
    String simulator = kind.equals("simulator") ? admin.target().simulator() : null;
    if (simulator != null) {
      body.put("baseUrl", simulator);
    }
    options.putInto(body);
    body.put("tenantId", OnlyOne.of(admin, tenant, "tenants", "--tenant"));
    body.put("token", secrets.read("access token", options.tokenFile));
    body.put("appSecret", secrets.read("app secret", options.appSecretFile));
    boolean given = options.verifyTokenFile != null;
    String verifyToken =
        given ? secrets.read("verify token", options.verifyTokenFile) : SecretInput.random();
    body.put("verifyToken", verifyToken);
    made(admin.post("/accounts", body), given ? null : verifyToken);
  }

  private void made(JsonNode account, @Nullable String verifyToken) {
    String id = account.path("id").asString();
    ObjectNode answer =
        account instanceof ObjectNode object ? object : AdminApi.JSON.createObjectNode();
    if (verifyToken != null) {
      answer.put("verifyToken", verifyToken);
    }
    output.show(
        answer,
        "Account %s, the number %s".formatted(id, account.path("phone").asString()),
        "For the webhook's settings at WhatsApp:",
        "  callback URL  https://YOUR-HOST/webhooks/whatsapp/" + id,
        "  verify token  "
            + (verifyToken == null ? "the one you gave" : verifyToken + "   (shown this once)"),
        "Make a key for it: ./chasqui keys add --account %s --name NAME".formatted(id));
  }

  @Command(
      name = "change",
      description = {
        "Changes what is given, once WhatsApp has taken it; the rest stays.",
        "New secrets are asked for, or read from files or standard input."
      })
  void change(
      @Parameters(paramLabel = "ID", description = SEE_LIST) long id,
      @Option(names = "--new-token", description = "Asks for another access token.") boolean token,
      @Option(names = "--new-app-secret", description = "Asks for another app secret.")
          boolean appSecret,
      @Option(names = "--new-verify-token", description = "Asks for another verify token.")
          boolean verifyToken,
      @Mixin AccountOptions options) {
    ObjectNode body = AdminApi.JSON.createObjectNode();
    options.putInto(body);
    if (token || options.tokenFile != null) {
      body.put("token", secrets.read("access token", options.tokenFile));
    }
    if (appSecret || options.appSecretFile != null) {
      body.put("appSecret", secrets.read("app secret", options.appSecretFile));
    }
    if (verifyToken || options.verifyTokenFile != null) {
      body.put("verifyToken", secrets.read("verify token", options.verifyTokenFile));
    }
    if (body.size() == (options.noCheck ? 1 : 0)) {
      throw new CliException("nothing is given to change; see ./chasqui accounts change --help");
    }
    output.show(admin.patch("/accounts/" + id, body), "Account %d is changed".formatted(id));
  }

  @Command(name = "enable", description = "Lets an account send and receive again.")
  void enable(@Parameters(paramLabel = "ID", description = SEE_LIST) long id) {
    JsonNode account = switchTo(id, true);
    output.show(
        account,
        account.path("tenantEnabled").asBoolean(true)
            ? "Account %d sends and receives".formatted(id)
            : "Account %d is enabled, but not its tenant: ./chasqui tenants enable %s"
                .formatted(id, account.path("tenantId").asString()));
  }

  @Command(name = "disable", description = "Lets an account neither send nor receive.")
  void disable(@Parameters(paramLabel = "ID", description = SEE_LIST) long id) {
    output.show(
        switchTo(id, false),
        "Account %1$d neither sends nor receives; undo it: ./chasqui accounts enable %1$d"
            .formatted(id));
  }

  private JsonNode switchTo(long id, boolean enabled) {
    return admin.patch("/accounts/" + id, AdminApi.JSON.createObjectNode().put("enabled", enabled));
  }

  @Command(name = "check", description = "Asks WhatsApp whether it takes the account.")
  void check(@Parameters(paramLabel = "ID", description = SEE_LIST) long id) {
    JsonNode known = admin.post("/accounts/" + id + "/check", AdminApi.JSON.createObjectNode());
    output.show(
        known,
        "WhatsApp takes account %d: %s, %s, quality %s"
            .formatted(
                id,
                known.path("phone").asString(),
                said(known.path("verifiedName"), "no name"),
                said(known.path("qualityRating"), "unknown")));
  }

  private static String said(JsonNode text, String unless) {
    return text.isString() ? text.asString() : unless;
  }

  @Command(
      name = "limits",
      description = {
        "Shows an account's limits; with NAME=VALUE changes them.",
        "docs/limits.md explains each. NAME=default goes back to the operator's setting."
      })
  void limits(
      @Parameters(index = "0", paramLabel = "ID", description = SEE_LIST) long id,
      @Parameters(
              index = "1..*",
              paramLabel = "NAME=VALUE",
              description = "Such as messagesPerSecond=20 dailyQuota=2000.")
          @Nullable List<String> changes) {
    String path = "/accounts/" + id + "/limits";
    JsonNode standing =
        changes == null || changes.isEmpty()
            ? admin.get(path)
            : admin.patch(path, LimitArguments.parse(changes));
    output.show(standing, LimitArguments.shown(standing).toArray(String[]::new));
  }
}
