package dev.chasqui.relay.subscription;

import dev.chasqui.access.Secret;
import dev.chasqui.relay.event.EventNames;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Who gets which events of an account. Immutable.
 *
 * @param id also names its lane in the queue
 * @param accountId whose events
 * @param url where they are posted to
 * @param events patterns of {@link EventNames}
 * @param secret signs what is posted
 * @param active false if nothing is to be posted now
 */
public record Subscription(
    String id,
    long tenantId,
    long accountId,
    URI url,
    List<String> events,
    Secret secret,
    boolean active,
    Instant createdAt) {

  /** Whether it wants events of this name. */
  public boolean wants(String eventName) {
    return events.stream().anyMatch(pattern -> EventNames.matches(pattern, eventName));
  }
}
