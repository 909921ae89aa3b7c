package dev.chasqui.benchmarks.event;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the events of accounts are posted to. Immutable.
 *
 * @param firstAccount the accounts' ids follow each other
 * @param ofAccounts an address for each account
 * @param ofAll addresses that the events of all accounts go to as well
 */
public record Routes(long firstAccount, List<URI> ofAccounts, List<URI> ofAll) {

  /** The accounts, which are as many as the addresses of their own. */
  public int accounts() {
    return ofAccounts.size();
  }

  /** The address that is only this account's. */
  public URI own(long account) {
    return ofAccounts.get((int) (account - firstAccount));
  }

  /** Everywhere that an account's events go. */
  public List<URI> all(long account) {
    return Stream.concat(Stream.of(own(account)), ofAll.stream()).toList();
  }
}
