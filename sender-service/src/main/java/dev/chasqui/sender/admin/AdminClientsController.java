package dev.chasqui.sender.admin;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.Client;
import dev.chasqui.access.Clients;
import dev.chasqui.access.Success;
import dev.chasqui.access.Tenants;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The clients of all tenants. A secret is in the answer that makes it and in no other. */
@RestController
@RequestMapping("/admin/clients")
class AdminClientsController {

  private static final String ADDRESSES = "allowedAddresses";

  private final Clients clients;
  private final Tenants tenants;

  AdminClientsController(Clients clients, Tenants tenants) {
    this.clients = clients;
    this.tenants = tenants;
  }

  /**
   * The answer that makes a client.
   *
   * @param clientSecret shown this once
   */
  record Made(
      String clientId,
      String clientSecret,
      long tenantId,
      String name,
      List<String> allowedAddresses) {

    @Override
    public String toString() {
      return "Made[" + clientId + "]";
    }
  }

  @GetMapping
  Success<List<Client>> list(@RequestParam(required = false) @Nullable Long tenantId) {
    return Success.of(tenantId == null ? clients.all() : clients.ofTenant(tenantId));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Success<Made> create(@RequestBody JsonNode body) {
    Fields fields = new Fields(body, Set.of("tenantId", "name", ADDRESSES));
    fields.require("tenantId", "name");
    Long tenant = fields.id("tenantId");
    if (tenant != null && tenants.find(tenant).isEmpty()) {
      fields.wrong("tenantId", AdminText.NO_TENANT);
    }
    String name = fields.name("name");
    List<String> allowed = addresses(fields);
    fields.refuseIfWrong();
    return Success.of(make(Objects.requireNonNull(tenant), Objects.requireNonNull(name), allowed));
  }

  private Made make(long tenant, String name, List<String> allowed) {
    Clients.Credentials made = clients.create(tenant, name, allowed);
    return new Made(made.id(), made.secret().value(), tenant, name, allowed);
  }

  /** What is left out stays; {@code "allowedAddresses": []} and null are anywhere. */
  @PatchMapping("/{id}")
  Success<Client> change(@PathVariable String id, @RequestBody JsonNode body) {
    requireClient(id);
    Fields fields = new Fields(body, Set.of("name", ADDRESSES));
    String name = fields.name("name");
    List<String> allowed = addresses(fields);
    fields.refuseIfWrong();
    if (name != null) {
      clients.rename(id, name);
    }
    if (fields.has(ADDRESSES)) {
      clients.allow(id, allowed);
    }
    return Success.of(requireClient(id));
  }

  private Client requireClient(String id) {
    return clients.info(id).orElseThrow(AdminClientsController::notFound);
  }

  private static List<String> addresses(Fields fields) {
    return Objects.requireNonNullElse(fields.addresses(ADDRESSES), List.of());
  }

  @DeleteMapping("/{id}")
  Success<Client> revoke(@PathVariable String id) {
    return Success.of(clients.revoke(id).orElseThrow(AdminClientsController::notFound));
  }

  private static ApiException notFound() {
    return ApiException.notFound(AdminText.CLIENT_NOT_FOUND);
  }
}
