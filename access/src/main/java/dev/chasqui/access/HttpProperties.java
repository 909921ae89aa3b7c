package dev.chasqui.access;

import dev.chasqui.access.rate.ClientAddresses;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the REST edge, {@code chasqui.http.*}. Immutable.
 *
 * @param rateLimit requests of an address in 15 minutes; 0 for no limit
 * @param drain how long it goes on after it was told to stop, at most 25 s
 * @param trustedProxies addresses and CIDRs of proxies whose {@code X-Forwarded-For} is believed
 */
@ConfigurationProperties("chasqui.http")
record HttpProperties(
    @DefaultValue("100") int rateLimit,
    @DefaultValue("0s") Duration drain,
    @DefaultValue List<String> trustedProxies) {

  /** Spring waits 30 s for what stops first. */
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(25);

  HttpProperties {
    if (rateLimit < 0) {
      throw new IllegalArgumentException(
          "chasqui.http.rate-limit (CHASQUI_HTTP_RATE_LIMIT) is negative; 0 is no limit");
    }
    if (drain.isNegative() || drain.compareTo(LONGEST_DRAIN) > 0) {
      throw new IllegalArgumentException(
          "chasqui.http.drain (CHASQUI_DRAIN) is %s; it is 0s to %ss"
              .formatted(drain, LONGEST_DRAIN.toSeconds()));
    }
  }

  /**
   * @throws IllegalArgumentException naming the setting that is wrong
   */
  ClientAddresses clientAddresses() {
    try {
      return ClientAddresses.behind(trustedProxies);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "chasqui.http.trusted-proxies (CHASQUI_TRUSTED_PROXIES): " + e.getMessage(), e);
    }
  }
}
