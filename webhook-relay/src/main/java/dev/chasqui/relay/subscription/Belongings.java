package dev.chasqui.relay.subscription;

import dev.chasqui.access.Accounts;
import dev.chasqui.access.Caller;
import dev.chasqui.access.Clients;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a caller may name: a tenant never sees another's. Immutable.
 *
 * @param accountId the account that it acts for
 * @param accounts all of the tenant
 * @param clients all of the tenant: who logged in, then the newest first
 */
record Belongings(long accountId, Set<Long> accounts, List<String> clients) {

  static Belongings of(Caller caller, Accounts accounts, Clients clients) {
    Stream<String> ofTenant = clients.idsOf(caller.tenantId()).stream();
    return new Belongings(
        caller.accountId(),
        accounts.idsOf(caller.tenantId()),
        Stream.concat(Stream.ofNullable(caller.clientId()), ofTenant).distinct().toList());
  }
}
