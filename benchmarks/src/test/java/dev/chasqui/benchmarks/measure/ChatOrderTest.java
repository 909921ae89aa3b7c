package dev.chasqui.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.benchmarks.system.Receiver.Receipts;
import org.junit.jupiter.api.Test;

class ChatOrderTest {

  /** Of account 0, events 0, 4 and 8 are of one chat, 2, 6 and 10 of the other. */
  private static final EventBatch BATCH = new EventBatch("t", 1, 2, 2, 12);

  private static long violations(int... received) {
    return ChatOrder.violations(BATCH, 1, new Receipts(received, new long[received.length]));
  }

  @Test
  void chatsMayOvertakeEachOther() {
    assertThat(violations(2, 6, 0, 4, 10, 8)).isZero();
  }

  @Test
  void anEventAfterALaterOneOfItsChatIsOutOfOrder() {
    assertThat(violations(4, 0, 8)).isEqualTo(1);
    assertThat(violations(8, 4, 0)).isEqualTo(2);
  }

  @Test
  void aRepetitionIsNot() {
    assertThat(violations(0, 4, 0, 8)).isZero();
  }

  @Test
  void otherAccountsAreNotLookedAt() {
    assertThat(violations(5, 1)).isZero();
  }
}
