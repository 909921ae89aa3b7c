package dev.chasqui.simulator.graph;

/** Ends a request with a Graph error. Carries no stack trace: it is an answer, not a bug. */
public final class GraphException extends RuntimeException {
  private final transient GraphError error;

  GraphException(GraphError error) {
    super(text(error), null, false, false);
    this.error = error;
  }

  private static String text(GraphError error) {
    return error.details() == null ? error.message() : error.message() + ": " + error.details();
  }

  public GraphError error() {
    return error;
  }
}
