package dev.chasqui.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code ./chasqui clients}. */
@Command(
    name = "clients",
    description = "Clients with an id and a secret, which also encrypts their webhooks.")
final class ClientsCommand {

  private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,100}");
  private static final String SEE_LIST = "See: ./chasqui clients list";
  private static final String ALLOW =
      "An address or network that it may call from, such as 203.0.113.0/24; may be repeated.";

  private final AdminApi admin;
  private final Output output;

  ClientsCommand(AdminApi admin, Output output) {
    this.admin = admin;
    this.output = output;
  }

  @Command(name = "list", description = "Lists the clients.")
  void list(
      @Option(names = "--tenant", paramLabel = "ID", description = "Only those of this tenant.")
          @Nullable Long tenant) {
    output.table(
        admin.get(tenant == null ? "/clients" : "/clients?tenantId=" + tenant),
        "There is no client; make one: ./chasqui clients add --tenant ID --name NAME",
        List.of("ID", "TENANT", "NAME", "STATE", "MADE (UTC)", "MAY CALL FROM"),
        client ->
            List.of(
                client.path("id").asString(),
                client.path("tenantId").asString(),
                client.path("name").asString(),
                client.path("revokedAt").isString() ? "revoked" : "valid",
                Times.shown(client.path("createdAt")),
                addresses(client)));
  }

  private static String addresses(JsonNode client) {
    JsonNode allowed = client.path("allowedAddresses");
    return allowed.isEmpty()
        ? "anywhere"
        : allowed.valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
  }

  @Command(name = "add", description = "Makes a client and shows its secret, this once.")
  void add(
      @Option(
              names = "--tenant",
              paramLabel = "ID",
              description = "Whose it is; may be left out if there is only one.")
          @Nullable Long tenant,
      @Option(
              names = "--name",
              required = true,
              paramLabel = "NAME",
              description = "What you call it.")
          String name,
      @Option(
              names = "--allow",
              paramLabel = "ADDRESS",
              description = ALLOW + " Unless given: anywhere.")
          @Nullable List<String> allowed) {
    ObjectNode body = AdminApi.JSON.createObjectNode().put("name", name);
    putAllowed(body, allowed);
    body.put("tenantId", OnlyOne.of(admin, tenant, "tenants", "--tenant"));
    JsonNode made = admin.post("/clients", body);
    output.show(
        made,
        "Client of tenant %s, %s; the secret is shown this once:"
            .formatted(made.path("tenantId").asString(), made.path("name").asString()),
        "clientId      " + made.path("clientId").asString(),
        "clientSecret  " + made.path("clientSecret").asString(),
        "may call from " + addresses(made));
  }

  @Command(name = "change", description = "Changes what is given; the rest stays. Holds at once.")
  void change(
      @Parameters(paramLabel = "ID", description = SEE_LIST) String id,
      @Option(names = "--name", paramLabel = "NAME", description = "What you call it.")
          @Nullable String name,
      @Option(names = "--allow", paramLabel = "ADDRESS", description = ALLOW)
          @Nullable List<String> allowed,
      @Option(names = "--allow-all", description = "Lets it call from anywhere.")
          boolean anywhere) {
    if (anywhere && allowed != null) {
      throw new CliException("--allow and --allow-all exclude each other");
    }
    ObjectNode body = AdminApi.JSON.createObjectNode();
    if (name != null) {
      body.put("name", name);
    }
    putAllowed(body, anywhere ? List.of() : allowed);
    if (body.isEmpty()) {
      throw new CliException("nothing is given to change; see ./chasqui clients change --help");
    }
    JsonNode client = admin.patch("/clients/" + checked(id), body);
    output.show(
        client,
        "Client %s, %s, may call from %s"
            .formatted(id, client.path("name").asString(), addresses(client)));
  }

  private static void putAllowed(ObjectNode body, @Nullable List<String> allowed) {
    if (allowed != null) {
      body.set("allowedAddresses", AdminApi.JSON.valueToTree(allowed));
    }
  }

  @Command(
      name = "revoke",
      description = {
        "Ends a client and its tokens, at once and for good.",
        "Webhooks that its secret encrypts stay as they are until they get another client."
      })
  void revoke(@Parameters(paramLabel = "ID", description = SEE_LIST) String id) {
    JsonNode client = admin.delete("/clients/" + checked(id));
    output.show(
        client,
        "Client %s, %s, cannot log in any more".formatted(id, client.path("name").asString()));
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new CliException(id + " is no client's id; see ./chasqui clients list");
    }
    return id;
  }
}
