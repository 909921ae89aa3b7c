package dev.chasqui.simulator;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** Runs the simulator alone, with one number to begin with; see README.md. */
public final class SimulatorApplication {
  private SimulatorApplication() {}

  public static void main(String[] args) {
    application().properties("chasqui.simulator.first-number=true").run(args);
  }

  /** The application, with a configuration file of its own name: simulator.yml. */
  static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(SimulatorConfiguration.class)
        .properties("spring.config.name=simulator");
  }
}
