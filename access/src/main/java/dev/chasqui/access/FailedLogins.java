package dev.chasqui.access;

import dev.chasqui.access.rate.Count;
import dev.chasqui.access.rate.RateBuckets;
import dev.chasqui.access.rate.RateLimit;
import java.time.Clock;

/**
 * Counts logins that failed, so that nobody can go on guessing: those of a client from an address,
 * and all from an address. What fails elsewhere keeps no client out. Thread-safe.
 */
final class FailedLogins {

  static final int MOST_OF_A_CLIENT = 5;
  static final int MOST_OF_AN_ADDRESS = 50;

  private final RateLimit ofClients;
  private final RateLimit ofAddresses;

  FailedLogins(RateBuckets buckets, Clock clock) {
    this.ofClients = new RateLimit(buckets, MOST_OF_A_CLIENT, clock);
    this.ofAddresses = new RateLimit(buckets, MOST_OF_AN_ADDRESS, clock);
  }

  /** Whether another may fail; counts nothing. */
  Count peek(String clientId, String address) {
    Count ofClient = ofClients.peek(name(clientId, address));
    return ofClient instanceof Count.Within ? ofAddresses.peek(name(address)) : ofClient;
  }

  /** Counts one. */
  Count count(String clientId, String address) {
    Count ofAddress = ofAddresses.count(name(address));
    Count ofClient = ofClients.count(name(clientId, address));
    return ofClient instanceof Count.Within ? ofAddress : ofClient;
  }

  /** Apart from the names that requests are counted under, which share the table. */
  private static String name(String address) {
    return "login " + address;
  }

  private static String name(String clientId, String address) {
    return name(address) + " " + clientId;
  }
}
