package dev.chasqui.sender.admin;

import dev.chasqui.access.AccountSummary;
import dev.chasqui.access.Accounts;
import dev.chasqui.access.ApiException;
import dev.chasqui.access.ApiKey;
import dev.chasqui.access.ApiKeys;
import dev.chasqui.sender.rest.Success;
import java.time.Clock;
import java.time.Instant;
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

/** The keys of all accounts. A key is in the answer that makes it and in no other. */
@RestController
@RequestMapping("/admin/keys")
class AdminKeysController {

  private final ApiKeys keys;
  private final Accounts accounts;
  private final Clock clock;

  AdminKeysController(ApiKeys keys, Accounts accounts, Clock clock) {
    this.keys = keys;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * The answer that makes a key.
   *
   * @param key shown this once
   */
  record Made(ApiKey info, String key) {

    @Override
    public String toString() {
      return "Made[" + info.id() + "]";
    }
  }

  @GetMapping
  Success<List<ApiKey>> list(@RequestParam(required = false) @Nullable Long accountId) {
    return Success.of(accountId == null ? keys.all() : keys.ofAccount(accountId));
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Success<Made> create(@RequestBody JsonNode body) {
    Fields fields = new Fields(body, Set.of("accountId", "name", "expiresAt"));
    fields.require("accountId", "name");
    AccountSummary account = account(fields);
    String name = fields.name("name");
    Instant expiresAt = fields.future("expiresAt", clock.instant());
    fields.refuseIfWrong();
    AccountSummary owner = Objects.requireNonNull(account);
    ApiKey.Issued issued =
        keys.issue(owner.tenantId(), owner.id(), Objects.requireNonNull(name), expiresAt);
    return Success.of(new Made(issued.info(), issued.key().value()));
  }

  private @Nullable AccountSummary account(Fields fields) {
    Long id = fields.id("accountId");
    if (id == null) {
      return null;
    }
    AccountSummary account = accounts.summary(id).orElse(null);
    if (account == null) {
      fields.wrong("accountId", AdminText.NO_ACCOUNT);
    }
    return account;
  }

  /** What is left out stays; {@code "expiresAt": null} is never. */
  @PatchMapping("/{id}")
  Success<ApiKey> change(@PathVariable long id, @RequestBody JsonNode body) {
    requireKey(id);
    Fields fields = new Fields(body, Set.of("name", "expiresAt"));
    String name = fields.name("name");
    Instant expiresAt = fields.future("expiresAt", clock.instant());
    fields.refuseIfWrong();
    // Each by itself: of two changes at once neither undoes the other.
    if (name != null) {
      keys.rename(id, name);
    }
    if (fields.has("expiresAt")) {
      keys.expire(id, expiresAt);
    }
    return Success.of(requireKey(id));
  }

  private ApiKey requireKey(long id) {
    return keys.find(id).orElseThrow(AdminKeysController::notFound);
  }

  @DeleteMapping("/{id}")
  Success<ApiKey> revoke(@PathVariable long id) {
    return Success.of(keys.revoke(id).orElseThrow(AdminKeysController::notFound));
  }

  private static ApiException notFound() {
    return ApiException.notFound(AdminText.KEY_NOT_FOUND);
  }
}
