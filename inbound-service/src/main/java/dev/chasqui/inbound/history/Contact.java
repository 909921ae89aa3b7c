package dev.chasqui.inbound.history;

import dev.chasqui.schemas.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a record tells of the one whom a chat is with. Immutable.
 *
 * @param aliases all that name the same contact or group
 * @param address the best of them
 * @param name null if not told
 */
record Contact(Set<String> aliases, Seen address, @Nullable Seen name) {

  private static final int ID = 1;
  private static final int NUMBER_AS_NAMED = 2;
  private static final int BEST = 3;

  Contact {
    aliases = Set.copyOf(aliases);
  }

  /** Who wrote, or is written to; null if nothing names them. */
  static @Nullable Contact of(Identity identity, Instant at) {
    String name = identity.getName();
    return of(
        addresses(identity), at, BEST, name == null ? null : new Seen(0, at, Texts.clean(name)));
  }

  /** The group. */
  static Contact ofGroup(String id, Instant at) {
    return Objects.requireNonNull(of(List.of(Address.group(id)), at, BEST, null));
  }

  /**
   * The recipient of a command.
   *
   * @param to as the command named it
   * @param waId as WhatsApp names it; null if not told
   * @return null if that names nobody
   */
  static @Nullable Contact ofRecipient(String to, @Nullable String waId, Instant at) {
    Contact named =
        Address.parse(to)
            .map(address -> of(List.of(address), at, NUMBER_AS_NAMED, null))
            .orElse(null);
    if (waId == null || named == null || isGroup(to)) {
      return named;
    }
    return Address.parse(waId)
        .map(known -> Objects.requireNonNull(of(List.of(known), at, BEST, null)))
        .map(named::and)
        .orElse(named);
  }

  private static boolean isGroup(String to) {
    return Address.parse(to).filter(Address::isGroup).isPresent();
  }

  private static @Nullable Contact of(
      List<Address> addresses, Instant at, int kindOfNumber, @Nullable Seen name) {
    Set<String> aliases = new LinkedHashSet<>();
    @Nullable Seen best = null;
    for (Address address : addresses) {
      aliases.add(address.alias());
      int kind = address.isGroup() ? BEST : address.isPhone() ? kindOfNumber : ID;
      best = Order.greater(best, new Seen(kind, at, address.text()));
    }
    return best == null ? null : new Contact(aliases, best, name);
  }

  private static List<Address> addresses(Identity identity) {
    List<Address> addresses = new ArrayList<>();
    told(identity.getPhone()).map(Address::phone).forEach(addresses::add);
    told(identity.getBsuid()).map(Address::bsuid).forEach(addresses::add);
    told(identity.getParentBsuid()).map(Address::bsuid).forEach(addresses::add);
    told(identity.getLid()).map(Address::linkedId).forEach(addresses::add);
    if (addresses.isEmpty()) {
      told(identity.getRaw()).map(Address::raw).forEach(addresses::add);
    }
    return addresses;
  }

  /** An empty name is nobody's: else it would be everybody's. */
  private static Stream<String> told(@Nullable String name) {
    return Stream.ofNullable(Texts.nullIfBlank(name));
  }

  /** What two tell of the same one. */
  Contact and(Contact other) {
    Set<String> all = new LinkedHashSet<>(aliases);
    all.addAll(other.aliases);
    return new Contact(
        all,
        address.compareTo(other.address) >= 0 ? address : other.address,
        Order.greater(name, other.name));
  }

  /** Leaves out who it is. */
  @Override
  public String toString() {
    return "Contact[" + aliases.size() + " aliases]";
  }
}
