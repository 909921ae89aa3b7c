package dev.chasqui.relay.delivery;

import dev.chasqui.relay.delivery.AttemptRound.Result;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A round whose attempts nobody makes but the test. */
final class SomeRound {

  private SomeRound() {}

  /** Of no attempts: it is over. */
  static AttemptRound ofNone() {
    return of(List.of(), Duration.ZERO);
  }

  static AttemptRound of(List<Delivery> deliveries, Duration patience) {
    return of(deliveries, patience, _ -> {});
  }

  /**
   * @param result is told what came of it
   */
  static AttemptRound of(List<Delivery> deliveries, Duration patience, Consumer<Result> result) {
    return new AttemptRound(deliveries, new BegunAttempts(), patience, _ -> false, result);
  }
}
