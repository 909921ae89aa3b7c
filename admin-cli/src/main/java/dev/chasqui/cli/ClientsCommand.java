package dev.chasqui.cli;

import java.util.List;
import java.util.regex.Pattern;
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
        List.of("ID", "TENANT", "NAME", "STATE", "MADE (UTC)"),
        client ->
            List.of(
                client.path("id").asString(),
                client.path("tenantId").asString(),
                client.path("name").asString(),
                client.path("revokedAt").isString() ? "revoked" : "valid",
                Times.shown(client.path("createdAt"))));
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
          String name) {
    ObjectNode body = AdminApi.JSON.createObjectNode().put("name", name);
    body.put("tenantId", OnlyOne.of(admin, tenant, "tenants", "--tenant"));
    JsonNode made = admin.post("/clients", body);
    output.show(
        made,
        "Client of tenant %s, %s; the secret is shown this once:"
            .formatted(made.path("tenantId").asString(), made.path("name").asString()),
        "clientId      " + made.path("clientId").asString(),
        "clientSecret  " + made.path("clientSecret").asString());
  }

  @Command(
      name = "revoke",
      description = {
        "Ends a client, at once and for good.",
        "Webhooks that its secret encrypts stay as they are until they get another client."
      })
  void revoke(
      @Parameters(paramLabel = "ID", description = "See: ./chasqui clients list") String id) {
    if (!ID.matcher(id).matches()) {
      throw new CliException(id + " is no client's id; see ./chasqui clients list");
    }
    JsonNode client = admin.delete("/clients/" + id);
    output.show(
        client,
        "Client %s, %s, cannot log in any more".formatted(id, client.path("name").asString()));
  }
}
