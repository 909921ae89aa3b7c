package dev.chasqui.access;

import dev.chasqui.access.rate.ClientAddresses;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the REST edge, {@code chasqui.http.*}. Immutable.
 *
 * @param rateLimit requests of an address in 15 minutes; 0 for no limit
 * @param trustedProxies addresses and CIDRs of proxies whose {@code X-Forwarded-For} is believed
 */
@ConfigurationProperties("chasqui.http")
record HttpProperties(
    @DefaultValue("100") int rateLimit, @DefaultValue List<String> trustedProxies) {

  HttpProperties {
    if (rateLimit < 0) {
      throw new IllegalArgumentException(
          "chasqui.http.rate-limit (CHASQUI_HTTP_RATE_LIMIT) is negative; 0 is no limit");
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
