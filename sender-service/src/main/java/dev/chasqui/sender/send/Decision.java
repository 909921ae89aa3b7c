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
 * @param pauseUntil until when the whole account waits; null if it does not
 */
record Decision(
    Lease lease,
    @Nullable Settlement settlement,
    @Nullable EncodedResult result,
    @Nullable Instant pauseUntil) {

  static Decision of(Settlement settlement, EncodedResult result) {
    return new Decision(settlement.lease(), settlement, result, null);
  }
}
