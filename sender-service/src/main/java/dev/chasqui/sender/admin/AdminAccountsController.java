package dev.chasqui.sender.admin;

import dev.chasqui.access.AccountSummary;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.Success;
import dev.chasqui.sender.graph.NumberCheck;
import dev.chasqui.sender.rest.LimitsDesk;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/** The accounts of all tenants. Answers never have an account's secrets. */
@RestController
@RequestMapping("/admin/accounts")
class AdminAccountsController {

  private final Accounts accounts;
  private final AccountDesk desk;
  private final LimitsDesk limits;

  AdminAccountsController(Accounts accounts, AccountDesk desk, LimitsDesk limits) {
    this.accounts = accounts;
    this.desk = desk;
    this.limits = limits;
  }

  @GetMapping
  Success<List<AccountSummary>> list(@RequestParam(required = false) @Nullable Long tenantId) {
    return Success.of(
        accounts.summaries().stream()
            .filter(account -> tenantId == null || account.tenantId() == tenantId)
            .toList());
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Success<AccountSummary> create(@RequestBody JsonNode body) {
    return Success.of(desk.create(body));
  }

  @GetMapping("/{id}")
  Success<AccountSummary> show(@PathVariable long id) {
    return Success.of(find(id));
  }

  @PatchMapping("/{id}")
  Success<AccountSummary> change(@PathVariable long id, @RequestBody JsonNode body) {
    return Success.of(desk.change(id, body));
  }

  @PostMapping("/{id}/check")
  Success<NumberCheck.Outcome.Known> check(@PathVariable long id) {
    return Success.of(desk.check(id));
  }

  @GetMapping("/{id}/limits")
  Success<LimitsDesk.Standing> limits(@PathVariable long id) {
    return Success.of(limits.of(find(id).id()));
  }

  @PatchMapping("/{id}/limits")
  Success<LimitsDesk.Standing> changeLimits(@PathVariable long id, @RequestBody JsonNode patch) {
    return Success.of(limits.change(find(id).id(), patch));
  }

  private AccountSummary find(long id) {
    return accounts
        .summary(id)
        .orElseThrow(() -> ApiException.notFound(AdminText.ACCOUNT_NOT_FOUND));
  }
}
