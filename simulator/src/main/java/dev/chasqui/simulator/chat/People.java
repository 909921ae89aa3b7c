package dev.chasqui.simulator.chat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everyone who can be written to. Every phone number is somebody on WhatsApp unless it was said
 * otherwise; who was not described is made up from the number. Thread-safe.
 */
public final class People {
  private static final int KEPT = 100_000;
  private static final String COUNTRY = "ZZ.";
  private static final long SCRAMBLE = 0x2F5DEECE66DL;

  private final Map<String, Person> described = new ConcurrentHashMap<>();

  /** The person with this phone number, given as digits. */
  public Person byPhone(String waId) {
    var person = described.get(waId);
    return person != null ? person : madeUp(waId);
  }

  /** The person with this BSUID. */
  public Optional<Person> byUserId(String userId) {
    return described.values().stream()
        .filter(p -> p.userId().equals(userId))
        .findFirst()
        .or(() -> phoneOf(userId).map(this::byPhone));
  }

  /** The person behind a linked-device id. */
  public Optional<Person> byLid(String lid) {
    return described.values().stream().filter(p -> lid.equals(p.lid())).findFirst();
  }

  /** Describes who has a phone number; their id may be another form of it. */
  void describe(String phone, Person person) {
    if (described.size() < KEPT || described.containsKey(phone)) {
      described.put(phone, person);
    }
  }

  void forget(String waId) {
    described.remove(waId);
  }

  private static Person madeUp(String waId) {
    var name = "Contact " + waId.substring(Math.max(0, waId.length() - 4));
    return new Person(waId, name, userId(waId), null, false, null, true);
  }

  private static String userId(String waId) {
    try {
      return COUNTRY + (Long.parseLong("1" + waId) ^ SCRAMBLE);
    } catch (NumberFormatException e) {
      return COUNTRY + "0" + waId.replaceAll("[^0-9A-Za-z]", "");
    }
  }

  private static Optional<String> phoneOf(String userId) {
    if (!userId.startsWith(COUNTRY)) {
      return Optional.empty();
    }
    try {
      var digits = Long.toString(Long.parseLong(userId.substring(COUNTRY.length())) ^ SCRAMBLE);
      return digits.startsWith("1") ? Optional.of(digits.substring(1)) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
