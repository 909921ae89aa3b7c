package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.GraphError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All business numbers. In memory: whoever starts the simulator seeds them again. Thread-safe. */
public final class Numbers {
  private final Map<String, BusinessNumber> byId = new ConcurrentHashMap<>();
  private final Map<String, Callback> numberOverrides = new ConcurrentHashMap<>();
  private final Map<String, Callback> wabaOverrides = new ConcurrentHashMap<>();
  private final Set<String> unsubscribed = ConcurrentHashMap.newKeySet();

  public Optional<BusinessNumber> find(String phoneNumberId) {
    return Optional.ofNullable(byId.get(phoneNumberId));
  }

  /**
   * The number.
   *
   * @throws dev.chasqui.simulator.graph.GraphException code 100, subcode 33, when there is none
   */
  public BusinessNumber require(String phoneNumberId) {
    var number = byId.get(phoneNumberId);
    if (number == null) {
      throw GraphError.unknownObject(phoneNumberId).toException();
    }
    return number;
  }

  public Collection<BusinessNumber> all() {
    return byId.values();
  }

  public List<BusinessNumber> ofWaba(String wabaId) {
    return byId.values().stream().filter(n -> n.wabaId().equals(wabaId)).toList();
  }

  /**
   * The call-back in force: the number's own, else its WABA's, else the app's; null when none, or
   * when the app is not subscribed to the WABA.
   */
  public @Nullable Callback callback(BusinessNumber number) {
    if (!isSubscribed(number.wabaId())) {
      return null;
    }
    var override = numberOverrides.get(number.phoneNumberId());
    if (override == null) {
      override = wabaOverrides.get(number.wabaId());
    }
    if (override != null) {
      return override;
    }
    var url = number.callbackUrl();
    return url == null ? null : new Callback(url, number.verifyToken(), number.verifyCallback());
  }

  /** What the spec makes of the number; nothing is saved yet. */
  BusinessNumber preview(NumberSpec spec) {
    return BusinessNumber.from(spec, byId.get(String.valueOf(spec.phoneNumberId())));
  }

  void save(BusinessNumber number) {
    byId.put(number.phoneNumberId(), number);
  }

  boolean remove(String phoneNumberId) {
    numberOverrides.remove(phoneNumberId);
    return byId.remove(phoneNumberId) != null;
  }

  void overrideNumber(String phoneNumberId, @Nullable Callback callback) {
    put(numberOverrides, phoneNumberId, callback);
  }

  void overrideWaba(String wabaId, @Nullable Callback callback) {
    put(wabaOverrides, wabaId, callback);
  }

  boolean isSubscribed(String wabaId) {
    return !unsubscribed.contains(wabaId);
  }

  void subscribe(String wabaId, boolean subscribed) {
    if (subscribed) {
      unsubscribed.remove(wabaId);
    } else {
      unsubscribed.add(wabaId);
    }
  }

  Optional<Callback> wabaOverride(String wabaId) {
    return Optional.ofNullable(wabaOverrides.get(wabaId));
  }

  private static void put(Map<String, Callback> overrides, String id, @Nullable Callback value) {
    if (value == null) {
      overrides.remove(id);
    } else {
      overrides.put(id, value);
    }
  }
}
