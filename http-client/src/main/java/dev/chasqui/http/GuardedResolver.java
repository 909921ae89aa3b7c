package dev.chasqui.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names, and addresses written as such, and refuses those that must not be called. Being
 * what the client connects by, it leaves no gap between the check and the connection. Thread-safe
 * if the resolver below is.
 */
final class GuardedResolver implements DnsResolver {

  private final DnsResolver dns;
  private final AllowedHosts allowed;
  private final boolean encrypted;

  /**
   * @param encrypted whether calls are by https; others go to allowed hosts only
   */
  GuardedResolver(DnsResolver dns, AllowedHosts allowed, boolean encrypted) {
    this.dns = dns;
    this.allowed = allowed;
    this.encrypted = encrypted;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = dns.resolve(host);
    if (!allowed.hasName(host)) {
      for (InetAddress address : addresses) {
        check(host, address);
      }
    }
    return addresses;
  }

  /** Says nothing of what a name leads to: that may be the operator's secret. */
  private void check(String host, InetAddress address) throws UnknownHostException {
    if (allowed.hasAddress(address)) {
      return;
    }
    if (!encrypted) {
      throw new UnknownHostException(
          "%s is called by https only, unless the operator allows it".formatted(host));
    }
    if (!PublicAddresses.contain(address)) {
      throw new UnknownHostException(
          "%s is not on the public internet, and the operator does not allow it".formatted(host));
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return dns.resolveCanonicalHostname(host);
  }
}
