package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.benchmarks.system.Receiver.Receipts;
import java.util.Arrays;
import java.util.BitSet;

/** Whether the events of chats came in order. */
final class ChatOrder {

  private ChatOrder() {}

  /**
   * How many events were first received after a later one of their chat.
   *
   * @param accounts so many, the first ones, are looked at
   */
  static long violations(EventBatch batch, int accounts, Receipts receipts) {
    int[] latest = new int[batch.accounts() * batch.chats()];
    Arrays.fill(latest, -1);
    BitSet known = new BitSet(batch.size());
    long violations = 0;
    for (int index : receipts.indexes()) {
      boolean isLooked = index % batch.accounts() < accounts;
      if (isLooked && !known.get(index)) {
        known.set(index);
        int chat = batch.conversation(index);
        if (index < latest[chat]) {
          violations++;
        }
        latest[chat] = Math.max(latest[chat], index);
      }
    }
    return violations;
  }
}
