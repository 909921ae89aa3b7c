package dev.chasqui.simulator.faults;

/** Ends a request as a fault says. Carries no stack trace. */
final class FaultStruck extends RuntimeException {
  private final transient Fault fault;

  FaultStruck(Fault fault) {
    super(String.valueOf(fault.spec().kind()), null, false, false);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
