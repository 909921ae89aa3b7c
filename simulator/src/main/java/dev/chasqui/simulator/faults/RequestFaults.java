package dev.chasqui.simulator.faults;

import dev.chasqui.simulator.time.Pauses;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with one request.
 *
 * @param latency by which the answer is late
 * @param end what the request ends with; null: nothing, but for the latency
 */
public record RequestFaults(Duration latency, @Nullable Fault end, Pauses pauses) {

  /**
   * To be called before the message is accepted.
   *
   * @throws FaultStruck when it must not be
   */
  public void beforeAccepting(HttpServletRequest request) {
    if (latency.isPositive()) {
      pauses.pause(latency);
    }
    if (end != null) {
      switch (end.spec().kind()) {
        case ERROR, HTTP -> throw new FaultStruck(end);
        case RESET_BEFORE -> {
          ConnectionReset.reset(request);
          throw new FaultStruck(end);
        }
        default -> {}
      }
    }
  }

  /**
   * To be called after the message was accepted, before the answer.
   *
   * @throws FaultStruck when there is no answer
   */
  public void afterAccepting(HttpServletRequest request) {
    if (end != null) {
      if (end.spec().kind() == FaultKind.HANG_AFTER) {
        pauses.pause(end.duration(60_000));
      }
      ConnectionReset.reset(request);
      throw new FaultStruck(end);
    }
  }
}
