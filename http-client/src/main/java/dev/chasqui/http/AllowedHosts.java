package dev.chasqui.http;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hosts that may be called though they are not public, and without TLS: by name, or by address.
 * Immutable.
 */
public final class AllowedHosts {

  private static final IPAddressGenerator ADDRESSES = new IPAddressGenerator();
  private static final Pattern NAME = Pattern.compile("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
  private static final String ANY_BELOW = "*.";
  private static final IPAddressStringParameters ONE_ADDRESS_OR_CIDR =
      new IPAddressStringParameters.Builder()
          .allowAll(false)
          .allow_inet_aton(false)
          .allowEmpty(false)
          .allowMask(false)
          .allowPrefixOnly(false)
          .allowSingleSegment(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .toParams();

  private final List<String> names = new ArrayList<>();
  private final List<IPAddress> blocks = new ArrayList<>();

  private AllowedHosts() {}

  /** None. */
  public static AllowedHosts none() {
    return new AllowedHosts();
  }

  /**
   * Reads a list.
   *
   * @param entries each an address, a block such as {@code 10.1.0.0/16}, a host's name, or {@code
   *     *.} and a domain for all names below it; blank ones are ignored
   * @throws IllegalArgumentException naming the entry that is none of these
   */
  public static AllowedHosts of(Collection<String> entries) {
    AllowedHosts allowed = new AllowedHosts();
    entries.stream().map(String::strip).filter(entry -> !entry.isEmpty()).forEach(allowed::add);
    return allowed;
  }

  private void add(String entry) {
    IPAddressString address = new IPAddressString(entry, ONE_ADDRESS_OR_CIDR);
    String name = normal(entry);
    if (address.isIPAddress()) {
      blocks.add(address.getAddress().toPrefixBlock());
    } else if (NAME.matcher(name).matches()) {
      names.add(name);
    } else {
      throw new IllegalArgumentException(
          "'%s' is neither an address, nor a block such as 10.1.0.0/16, nor a host's name"
              .formatted(entry));
    }
  }

  /** Whether a host is allowed by its name, wherever it leads. */
  boolean hasName(String host) {
    String name = normal(host);
    return names.stream()
        .anyMatch(
            allowed ->
                allowed.startsWith(ANY_BELOW)
                    ? name.endsWith(allowed.substring(1))
                    : name.equals(allowed));
  }

  /** Whether an address is allowed. */
  boolean hasAddress(InetAddress address) {
    IPAddress one = ADDRESSES.from(address.getAddress());
    return blocks.stream().anyMatch(block -> block.contains(one));
  }

  private static String normal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
