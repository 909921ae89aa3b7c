package dev.chasqui.relay.subscription;

import java.net.URI;

/**
 * A subscription with the URL that was posted to: how that answers says nothing of another URL,
 * which the subscription may have by now. Immutable.
 */
public record Endpoint(String subscriptionId, URI url) {

  /** Leaves out the URL, which may be secret. */
  @Override
  public String toString() {
    return "Endpoint[" + subscriptionId + "]";
  }
}
