package dev.chasqui.e2e.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What subscribers have received, in the order in which it arrived. Thread-safe. */
final class Receipts {

  private final List<Receipt> all = new ArrayList<>();
  private final Set<String> ended = new HashSet<>();
  private int accepted;

  /**
   * An attempt that arrived.
   *
   * @param life of the process that sent it
   * @param hook the webhook's number
   * @param event the event's number
   * @param accepted whether it was answered with 200; else with an error
   */
  record Receipt(String life, int hook, int event, String webhookId, boolean accepted) {}

  synchronized void add(Receipt receipt) {
    // What a dead process has left in a socket is not received any more.
    if (!ended.contains(receipt.life())) {
      all.add(receipt);
      accepted += receipt.accepted() ? 1 : 0;
    }
  }

  /** Ends a life; returns all that was accepted in it. */
  synchronized List<Receipt> end(String life) {
    ended.add(life);
    return all.stream().filter(one -> one.life().equals(life) && one.accepted()).toList();
  }

  /** How many were accepted, repeats included. */
  synchronized int accepted() {
    return accepted;
  }

  synchronized List<Receipt> all() {
    return List.copyOf(all);
  }
}
