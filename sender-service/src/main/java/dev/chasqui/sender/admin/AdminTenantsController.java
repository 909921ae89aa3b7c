package dev.chasqui.sender.admin;

import dev.chasqui.access.ApiException;
import dev.chasqui.access.Tenant;
import dev.chasqui.access.Tenants;
import dev.chasqui.sender.rest.Success;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The tenants. */
@RestController
@RequestMapping("/admin/tenants")
class AdminTenantsController {

  private final Tenants tenants;

  AdminTenantsController(Tenants tenants) {
    this.tenants = tenants;
  }

  @GetMapping
  Success<List<Tenant>> list() {
    return Success.of(tenants.all());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Success<Tenant> create(@RequestBody JsonNode body) {
    Fields fields = new Fields(body, Set.of("name"));
    fields.require("name");
    String name = fields.name("name");
    fields.refuseIfWrong();
    long id = tenants.create(Objects.requireNonNull(name));
    return Success.of(tenants.find(id).orElseThrow());
  }

  /** What is left out stays. */
  @PatchMapping("/{id}")
  Success<Tenant> change(@PathVariable long id, @RequestBody JsonNode body) {
    requireTenant(id);
    Fields fields = new Fields(body, Set.of("name", "enabled"));
    String name = fields.name("name");
    Boolean enabled = fields.flag("enabled");
    fields.refuseIfWrong();
    if (name != null) {
      tenants.rename(id, name);
    }
    if (enabled != null) {
      tenants.enable(id, enabled);
    }
    return Success.of(requireTenant(id));
  }

  private Tenant requireTenant(long id) {
    return tenants.find(id).orElseThrow(() -> ApiException.notFound(AdminText.TENANT_NOT_FOUND));
  }
}
