package dev.chasqui.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code ./chasqui tenants}. */
@Command(
    name = "tenants",
    description = "Who owns accounts, keys and clients, and sees none of the others'.")
final class TenantsCommand {

  private final AdminApi admin;
  private final Output output;

  TenantsCommand(AdminApi admin, Output output) {
    this.admin = admin;
    this.output = output;
  }

  @Command(name = "list", description = "Lists the tenants.")
  void list() {
    output.table(
        admin.get("/tenants"),
        "There is no tenant yet; make one: ./chasqui tenants add NAME",
        List.of("ID", "NAME", "MADE (UTC)", ""),
        tenant ->
            List.of(
                tenant.path("id").asString(),
                tenant.path("name").asString(),
                Times.shown(tenant.path("createdAt")),
                tenant.path("enabled").asBoolean(true) ? "" : "disabled"));
  }

  @Command(name = "add", description = "Makes a tenant.")
  void add(@Parameters(paramLabel = "NAME", description = "What you call it.") String name) {
    JsonNode made = admin.post("/tenants", AdminApi.JSON.createObjectNode().put("name", name));
    String id = made.path("id").asString();
    output.show(
        made,
        "Tenant %s, %s".formatted(id, made.path("name").asString()),
        "Give it an account: ./chasqui accounts add --tenant %s --phone-number-id ID"
            .formatted(id));
  }

  @Command(name = "rename", description = "Gives a tenant another name.")
  void rename(
      @Parameters(paramLabel = "ID") long id,
      @Parameters(paramLabel = "NAME", description = "What you call it.") String name) {
    change(id, AdminApi.JSON.createObjectNode().put("name", name));
  }

  @Command(
      name = "disable",
      description = "Its keys and clients open nothing, its accounts neither send nor receive.")
  void disable(@Parameters(paramLabel = "ID") long id) {
    change(id, AdminApi.JSON.createObjectNode().put("enabled", false));
  }

  @Command(name = "enable", description = "Undoes disable.")
  void enable(@Parameters(paramLabel = "ID") long id) {
    change(id, AdminApi.JSON.createObjectNode().put("enabled", true));
  }

  private void change(long id, JsonNode change) {
    JsonNode changed = admin.patch("/tenants/" + id, change);
    output.show(
        changed,
        "Tenant %s, %s%s"
            .formatted(
                changed.path("id").asString(),
                changed.path("name").asString(),
                changed.path("enabled").asBoolean(true) ? "" : ", disabled"));
  }
}
