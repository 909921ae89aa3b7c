package dev.chasqui.e2e.processes;

/** What the services log, once, about a part that is not there. */
final class WaitingLines {

  static final String DATABASE = "Unable to obtain connection from database";
  static final String KAFKA = "topics: not created yet, trying on";
  static final String REGISTRY = "contracts: not registered yet, trying on";

  private WaitingLines() {}
}
