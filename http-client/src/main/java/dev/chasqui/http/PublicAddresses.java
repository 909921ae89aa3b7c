package dev.chasqui.http;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from all others. An IPv6 address that only wraps an IPv4
 * one (IPv4-mapped, NAT64 by RFC 6052, 6to4) is as public as what it wraps. Pure.
 */
final class PublicAddresses {

  private static final IPAddressGenerator ADDRESSES = new IPAddressGenerator();

  /** IANA's special-purpose registry for IPv4, multicast, and metadata on a public address. */
  private static final List<IPAddress> SPECIAL_IPV4 =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT; Alibaba's metadata
          "127.0.0.0/8", // loopback
          "168.63.129.16/32", // Azure's platform
          "169.254.0.0/16", // link-local; metadata of most clouds
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments; Oracle's metadata
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved; broadcast

  /** All that IANA gives out for use on the internet; the rest is local, multicast or reserved. */
  private static final IPAddress GLOBAL_UNICAST_IPV6 = block("2000::/3");

  private static final List<IPAddress> SPECIAL_IPV6 =
      blocks(
          "2001::/23", // protocol assignments; Teredo
          "2001:db8::/32", // documentation
          "3fff::/20"); // documentation

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    return contain(ADDRESSES.from(address.getAddress()));
  }

  /** The addresses of a block, such as {@code 10.0.0.0/8}. */
  static IPAddress block(String cidr) {
    return new IPAddressString(cidr).getAddress().toPrefixBlock();
  }

  private static List<IPAddress> blocks(String... cidrs) {
    return Stream.of(cidrs).map(PublicAddresses::block).toList();
  }

  private static boolean contain(IPAddress address) {
    return address.isIPv6()
        ? containIpv6(address.toIPv6())
        : SPECIAL_IPV4.stream().noneMatch(block -> block.contains(address));
  }

  private static boolean containIpv6(IPv6Address address) {
    if (address.isIPv4Mapped() || address.isWellKnownIPv4Translatable()) {
      return contain(address.getEmbeddedIPv4Address());
    }
    if (address.is6To4()) {
      return contain(address.get6To4IPv4Address());
    }
    return GLOBAL_UNICAST_IPV6.contains(address)
        && SPECIAL_IPV6.stream().noneMatch(block -> block.contains(address));
  }
}
