package dev.chasqui.simulator.numbers;

import dev.chasqui.simulator.graph.GraphError;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which numbers are registered: all, until they are deregistered. Thread-safe. */
final class Registrations implements SendGate {
  private final Set<String> deregistered = ConcurrentHashMap.newKeySet();

  boolean isRegistered(BusinessNumber number) {
    return !deregistered.contains(number.phoneNumberId());
  }

  void register(BusinessNumber number) {
    deregistered.remove(number.phoneNumberId());
  }

  void deregister(BusinessNumber number) {
    deregistered.add(number.phoneNumberId());
  }

  @Override
  public void requireOpen(BusinessNumber number) {
    if (!isRegistered(number)) {
      throw GraphError.of(133010, null).toException();
    }
  }
}
