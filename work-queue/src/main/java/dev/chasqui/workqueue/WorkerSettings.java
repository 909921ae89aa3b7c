package dev.chasqui.workqueue;

import java.time.Duration;

/**
 * How a {@link Worker} works.
 *
 * @param owner names the worker in the leases; no other one, of whatever process, has the name
 * @param maxInFlight how many leases it holds at once, until they are recorded
 * @param batch how many it claims and records at once, at most
 * @param lease how long a handler may take before its item is taken over
 * @param poll how long it rests when there was nothing to claim; up to 50 ms keeps a paced lane at
 *     its full rate
 * @param takeOverEvery how often it looks for leases that ran out
 * @param maxLateness a paced lease that could not begin within this time after its {@link
 *     Lease#sendAt()}, and what leases are late by as a rule, is given back and paced anew, so that
 *     a stalled process does not send in bunches
 * @param closeWithin how long {@link Worker#close} waits for handlers, and then for the recorder
 */
public record WorkerSettings(
    String owner,
    int maxInFlight,
    int batch,
    Duration lease,
    Duration poll,
    Duration takeOverEvery,
    Duration maxLateness,
    Duration closeWithin) {

  public WorkerSettings {
    if (maxInFlight < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "maxInFlight and batch must be at least 1: " + maxInFlight + ", " + batch);
    }
  }

  /** 500 in flight, batches of 500, leases of 60 s, a look every 50 ms. */
  public static WorkerSettings defaults(String owner) {
    return new WorkerSettings(
        owner,
        500,
        500,
        Duration.ofSeconds(60),
        Duration.ofMillis(50),
        Duration.ofSeconds(1),
        Duration.ofMillis(100),
        Duration.ofSeconds(20));
  }

  public WorkerSettings withMaxInFlight(int value) {
    return new WorkerSettings(
        owner, value, batch, lease, poll, takeOverEvery, maxLateness, closeWithin);
  }

  public WorkerSettings withLease(Duration value) {
    return new WorkerSettings(
        owner, maxInFlight, batch, value, poll, takeOverEvery, maxLateness, closeWithin);
  }

  public WorkerSettings withCloseWithin(Duration value) {
    return new WorkerSettings(
        owner, maxInFlight, batch, lease, poll, takeOverEvery, maxLateness, value);
  }
}
