package dev.chasqui.access.rate;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Collection;
import java.util.List;

/** Addresses and blocks of them. Immutable. */
public final class AddressRanges {

  private static final IPAddressStringParameters ADDRESS_OR_CIDR = form(true);

  private final List<IPAddress> blocks;

  private AddressRanges(List<IPAddress> blocks) {
    this.blocks = blocks;
  }

  /**
   * These.
   *
   * @param entries addresses and blocks such as {@code 10.1.0.0/16}
   * @throws IllegalArgumentException naming the one that is neither
   */
  public static AddressRanges of(Collection<String> entries) {
    return new AddressRanges(entries.stream().map(AddressRanges::block).toList());
  }

  private static IPAddress block(String entry) {
    IPAddressString address = new IPAddressString(entry, ADDRESS_OR_CIDR);
    if (!address.isIPAddress()) {
      throw new IllegalArgumentException(
          "'%s' is neither an address nor a block such as 10.1.0.0/16".formatted(entry));
    }
    return address.getAddress().toPrefixBlock();
  }

  /** Whether one of them is this address, or has it. */
  public boolean contain(IPAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }

  /** The usual form of an address in full, or with its prefix's length too. */
  static IPAddressStringParameters form(boolean cidr) {
    return new IPAddressStringParameters.Builder()
        .allowAll(false)
        .allow_inet_aton(false)
        .allowEmpty(false)
        .allowMask(false)
        .allowPrefix(cidr)
        .allowPrefixOnly(false)
        .allowSingleSegment(false)
        .allowWildcardedSeparator(false)
        .setRangeOptions(RangeParameters.NO_RANGE)
        .toParams();
  }
}
