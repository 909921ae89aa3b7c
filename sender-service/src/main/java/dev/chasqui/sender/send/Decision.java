package dev.chasqui.sender.send;

import dev.chasqui.sender.result.EncodedResult;
import dev.chasqui.workqueue.Lease;
import dev.chasqui.workqueue.Settlement;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What follows from an attempt.
 *
 * @param lease of the attempt
 * @param settlement how the lease ends; null if it is left to run out
 * @param result what the producer is told; null for nothing
 * @param hold what else waits, since WhatsApp asks for it; null for nothing
 */
record Decision(
    Lease lease,
    @Nullable Settlement settlement,
    @Nullable EncodedResult result,
    @Nullable Hold hold) {

  /** What waits beside the message itself. */
  sealed interface Hold {

    /**
     * Every message of the account.
     *
     * @param slower whether they are to come more slowly from then on
     */
    record Account(Instant until, boolean slower) implements Hold {}

    /** Every message of the account to the same recipient. */
    record Recipient(Instant until) implements Hold {}
  }

  static Decision of(Settlement settlement, EncodedResult result) {
    return new Decision(settlement.lease(), settlement, result, null);
  }
}
