package dev.chasqui.relay.subscription;

import dev.chasqui.relay.event.EventNames;
import dev.chasqui.relay.post.Encryption;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber chose, checked. Immutable.
 *
 * @param url where events are posted to
 * @param events patterns of {@link EventNames}
 * @param accounts whose events
 * @param clientId whose secret encrypts; null without encryption
 * @param headers sent with each webhook; they may be secret
 * @param ratePerSecond how many attempts a second at most; null for no limit
 * @param retention how long an event is kept that cannot be delivered
 * @param whenOff what becomes of events that come while it is off
 * @param description for people, or null
 */
public record Terms(
    URI url,
    List<String> events,
    List<Long> accounts,
    Encryption encryption,
    @Nullable String clientId,
    Map<String, String> headers,
    @Nullable Double ratePerSecond,
    Order order,
    Duration retention,
    WhenOff whenOff,
    @Nullable String description) {

  /** Scheme, host and port of the URL: paths and queries of webhooks are often secrets. */
  String address() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  /** Leaves out what may be secret: the headers, and of the URL all but the address. */
  @Override
  public String toString() {
    return "Terms[address=%s, events=%s, accounts=%s, encryption=%s, order=%s]"
        .formatted(address(), events, accounts, encryption, order);
  }
}
