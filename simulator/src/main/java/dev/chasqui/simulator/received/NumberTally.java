package dev.chasqui.simulator.received;

import java.util.concurrent.atomic.LongAdder;

/** What one business number received. Thread-safe. */
final class NumberTally {
  final LongAdder accepted = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder rateViolations = new LongAdder();
  final LongAdder pairViolations = new LongAdder();
  final LongAdder reads = new LongAdder();
  final SecondWindow window = new SecondWindow();
}
