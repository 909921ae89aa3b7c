package dev.chasqui.simulator;

import dev.chasqui.simulator.numbers.NumberKeeper;
import dev.chasqui.simulator.numbers.NumberSpec;
import dev.chasqui.simulator.numbers.ReplyPlan;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;

/** Makes the numbers that the configuration or the caller names. */
final class Seeds implements ApplicationRunner {
  private final NumberKeeper keeper;
  private final SimulatorProperties properties;
  private final List<NumberSpec> fromCaller;

  Seeds(
      NumberKeeper keeper,
      SimulatorProperties properties,
      ObjectProvider<SimulatorSettings> settings) {
    this.keeper = keeper;
    this.properties = properties;
    var given = settings.getIfAvailable();
    this.fromCaller = given == null ? List.of() : given.numbers();
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (properties.firstNumber() && properties.numbers().isEmpty()) {
      keeper.upsert(firstNumber());
    }
    properties.numbers().forEach(keeper::upsert);
    fromCaller.forEach(keeper::upsert);
  }

  private static NumberSpec firstNumber() {
    return NumberSpec.of("100000000000001")
        .withSecrets("sim-token", "sim-app-secret", "sim-verify-token")
        .withReply(ReplyPlan.ECHO);
  }
}
