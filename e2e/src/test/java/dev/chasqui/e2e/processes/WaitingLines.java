package dev.chasqui.e2e.processes;

/** What the services log, once, about a part that is not there. */
final class WaitingLines {

  static final String DATABASE = "database: does not answer yet, trying on";
  static final String KAFKA = "topics: not created yet, trying on";
  static final String REGISTRY = "contracts: not registered yet, trying on";
  static final String ALL_THERE = "contracts: the registry answers again, all are registered";

  private WaitingLines() {}
}
