package dev.chasqui.access.rate;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells from which address a request comes, also through proxies of ours. Immutable. */
public final class ClientAddresses {

  /** What one customer of an IPv6 network has at least, so as many addresses count as one. */
  private static final int IPV6_NETWORK = 64;

  private static final IPAddressStringParameters ADDRESS = AddressRanges.form(false);

  private final AddressRanges proxies;

  private ClientAddresses(AddressRanges proxies) {
    this.proxies = proxies;
  }

  /**
   * Behind these proxies.
   *
   * @param proxies addresses and blocks such as {@code 10.1.0.0/16}; blank ones are ignored
   * @throws IllegalArgumentException naming the one that is neither
   */
  public static ClientAddresses behind(Collection<String> proxies) {
    return new ClientAddresses(
        AddressRanges.of(
            proxies.stream().map(String::strip).filter(entry -> !entry.isEmpty()).toList()));
  }

  /** Under which name a request is counted: the IPv4 address or the IPv6 /64 that it comes from. */
  public String nameOf(String connection, List<String> forwardedFor) {
    return addressOf(connection, forwardedFor).map(ClientAddresses::nameOf).orElse(connection);
  }

  /**
   * From which address a request comes. That is whoever made the connection; if it is one of the
   * proxies, the last one in its {@code X-Forwarded-For} that is none, since what stands before
   * that is only what that one says. Empty if the connection has no address.
   *
   * @param connection the address of the other end
   * @param forwardedFor all lines of the header, in their order
   */
  public Optional<IPAddress> addressOf(String connection, List<String> forwardedFor) {
    return parse(connection).map(peer -> client(peer, forwardedFor));
  }

  private IPAddress client(IPAddress peer, List<String> forwardedFor) {
    IPAddress client = peer;
    for (String hop : hops(forwardedFor).reversed()) {
      Optional<IPAddress> address = proxies.contain(client) ? parse(hop) : Optional.empty();
      if (address.isEmpty()) {
        return client;
      }
      client = address.get();
    }
    return client;
  }

  private static List<String> hops(List<String> forwardedFor) {
    return forwardedFor.stream().flatMap(line -> Stream.of(line.split(",", -1))).toList();
  }

  private static String nameOf(IPAddress address) {
    return (address.isIPv6() ? address.toPrefixBlock(IPV6_NETWORK) : address).toCanonicalString();
  }

  private static Optional<IPAddress> parse(String text) {
    IPAddressString address = new IPAddressString(withoutPort(text.strip()), ADDRESS);
    return address.isIPAddress() ? Optional.of(plain(address.getAddress())) : Optional.empty();
  }

  /** Some proxies write {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}. */
  private static String withoutPort(String text) {
    int bracket = text.indexOf(']');
    if (text.startsWith("[") && bracket > 0) {
      return text.substring(1, bracket);
    }
    int colon = text.indexOf(':');
    return colon >= 0 && colon == text.lastIndexOf(':') ? text.substring(0, colon) : text;
  }

  /** An IPv4 address in the clothes of IPv6 (RFC 4291, section 2.5.5.2) is an IPv4 address. */
  private static IPAddress plain(IPAddress address) {
    if (!address.isIPv6()) {
      return address;
    }
    var withoutZone = address.toIPv6().removeZone();
    return withoutZone.isIPv4Mapped() ? withoutZone.getEmbeddedIPv4Address() : withoutZone;
  }
}
