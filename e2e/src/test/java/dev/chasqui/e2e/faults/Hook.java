package dev.chasqui.e2e.faults;

import java.util.List;

/**
 * A webhook for the events of some accounts.
 *
 * @param number the path of its address
 * @param ordered whether each chat's events are to come in order
 * @param id as the relay calls it
 */
record Hook(int number, Manner manner, boolean ordered, List<Long> accounts, String id) {

  boolean isAlive() {
    return manner != Manner.DEAD;
  }

  boolean wants(NumberedEvents.Published event) {
    return accounts.contains(event.account());
  }

  /** The key of an event's delivery to it. */
  String key(NumberedEvents.Published event) {
    return RelayDatabase.key(event.id(), id);
  }
}
