package dev.chasqui.workqueue;

import java.time.Duration;

/**
 * Asks for work.
 *
 * @param owner who asks, a name for this request alone where {@link WorkQueue#releaseOf} is used;
 *     what protects a lease is the fence
 * @param limit how many leases at most, at least 1
 * @param lease how long the work may take, counted from {@link Lease#leasedAt()}
 */
public record ClaimRequest(String owner, int limit, Duration lease) {

  public ClaimRequest {
    if (limit < 1 || !lease.isPositive()) {
      throw new IllegalArgumentException(
          "limit and lease must be positive: " + limit + ", " + lease);
    }
  }
}
