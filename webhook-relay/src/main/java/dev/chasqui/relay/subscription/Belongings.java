package dev.chasqui.relay.subscription;

import dev.chasqui.access.Accounts;
import dev.chasqui.access.Caller;
import dev.chasqui.access.Clients;
import java.util.List;
import java.util.Set;

/**
 * What a caller may name: a tenant never sees another's. Immutable.
 *
 * @param accountId the key's account
 * @param accounts all of the tenant
 * @param clients all of the tenant, the newest first
 */
record Belongings(long accountId, Set<Long> accounts, List<String> clients) {

  static Belongings of(Caller caller, Accounts accounts, Clients clients) {
    return new Belongings(
        caller.accountId(), accounts.idsOf(caller.tenantId()), clients.idsOf(caller.tenantId()));
  }
}
