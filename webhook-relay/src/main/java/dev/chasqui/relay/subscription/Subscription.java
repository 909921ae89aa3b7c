package dev.chasqui.relay.subscription;

import dev.chasqui.relay.event.EventNames;
import java.time.Instant;

/**
 * Who gets which events. Immutable.
 *
 * @param id also names its lane in the queue
 * @param accountId the account whose key registered it and may change it
 * @param terms what the subscriber chose
 * @param secrets sign what is posted
 * @param active false if nothing is to be posted now
 */
public record Subscription(
    String id,
    long tenantId,
    long accountId,
    Terms terms,
    SigningSecrets secrets,
    boolean active,
    Instant createdAt) {

  /** Whether it wants events of this name. */
  public boolean wants(String eventName) {
    return terms.events().stream().anyMatch(pattern -> EventNames.matches(pattern, eventName));
  }

  /** Whether each attempt needs a permit of its lane. */
  public boolean isPaced() {
    return terms.ratePerSecond() != null;
  }

  Subscription with(Terms changed) {
    return new Subscription(id, tenantId, accountId, changed, secrets, active, createdAt);
  }
}
