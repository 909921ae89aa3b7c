package dev.chasqui.simulator;

import dev.chasqui.simulator.numbers.NumberSpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * How a simulator inside this JVM is started. Immutable.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param numbers made at the start
 * @param clock the time of messages, and by which media and QR codes expire
 */
public record SimulatorSettings(String host, int port, List<NumberSpec> numbers, Clock clock) {
  public SimulatorSettings {
    numbers = List.copyOf(numbers);
  }

  /** On the loopback address, without numbers. */
  public static SimulatorSettings onPort(int port) {
    return new SimulatorSettings("127.0.0.1", port, List.of(), Clock.systemUTC());
  }

  public SimulatorSettings withHost(String newHost) {
    return new SimulatorSettings(newHost, port, numbers, clock);
  }

  public SimulatorSettings withNumber(NumberSpec number) {
    var more = new ArrayList<>(numbers);
    more.add(number);
    return new SimulatorSettings(host, port, more, clock);
  }

  public SimulatorSettings withClock(Clock newClock) {
    return new SimulatorSettings(host, port, numbers, newClock);
  }
}
