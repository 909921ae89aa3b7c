package dev.chasqui.simulator.messages;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.received.RateWindows;
import dev.chasqui.simulator.received.Received;

/** The limits that the Cloud API enforces, where a number has them. Thread-safe. */
final class RateLimits {
  private final RateWindows windows;
  private final Received received;

  RateLimits(RateWindows windows, Received received) {
    this.windows = windows;
    this.received = received;
  }

  /**
   * @throws dev.chasqui.simulator.graph.GraphException 130429 or 131056
   */
  void check(BusinessNumber number, String to) {
    var id = number.phoneNumberId();
    var perSecond = number.limits().messagesPerSecond();
    if (perSecond != null && !windows.takeSecond(id, perSecond)) {
      received.rateViolation(id);
      throw GraphError.of(
              130429, "Message failed to send because there were too many messages in a second")
          .toException();
    }
    if (number.limits().pairs() && !windows.takePair(id, to)) {
      received.pairViolation(id);
      throw GraphError.of(
              131056,
              "Message failed to send because there were too many messages sent from this phone"
                  + " number to the same phone number in a short period of time")
          .toException();
    }
  }
}
