package dev.chasqui.relay.subscription;

import dev.chasqui.relay.event.EventNames;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who gets which events. Immutable.
 *
 * @param id also names its lane in the queue
 * @param accountId the account whose key registered it and may change it
 * @param terms what the subscriber chose
 * @param opened sign what is posted; null if it is sealed
 * @param active false if nothing is to be posted now
 * @param disabled why it is not active; null if it is, or if it was switched off by its owner
 * @param failingSince its endpoint's first failure after the last success; null if that was none
 */
public record Subscription(
    String id,
    long tenantId,
    long accountId,
    Terms terms,
    @Nullable SigningSecrets opened,
    boolean active,
    @Nullable Disabled disabled,
    @Nullable Instant failingSince,
    Instant createdAt) {

  /**
   * What signs what is posted.
   *
   * @throws IllegalStateException if it is sealed
   */
  public SigningSecrets secrets() {
    if (opened == null) {
      throw new IllegalStateException("The secrets of webhook " + id + " are sealed");
    }
    return opened;
  }

  /**
   * Whether its secrets cannot be opened, as under another master key, and its headers are not
   * known either: nothing can be posted until that is mended.
   */
  public boolean isSealed() {
    return opened == null;
  }

  /** Whether it wants events of this name. */
  public boolean wants(String eventName) {
    return terms.events().stream().anyMatch(pattern -> EventNames.matches(pattern, eventName));
  }

  /** Whether each attempt needs a permit of its lane. */
  public boolean isPaced() {
    return terms.ratePerSecond() != null;
  }

  /** Whether what comes now is not delivered, not even later. */
  public boolean drops() {
    return !active && terms.whenOff() == WhenOff.DROP;
  }

  /** Whether the events of one chat come one after another. */
  public boolean isOrdered() {
    return terms.order() == Order.CHAT;
  }

  Subscription with(Terms changed) {
    return new Subscription(
        id, tenantId, accountId, changed, opened, active, disabled, failingSince, createdAt);
  }
}
