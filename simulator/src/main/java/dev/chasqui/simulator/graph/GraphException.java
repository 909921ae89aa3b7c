package dev.chasqui.simulator.graph;

/** Ends a request with a Graph error. Carries no stack trace: it is an answer, not a bug. */
public final class GraphException extends RuntimeException {
  private final transient GraphError error;

  GraphException(GraphError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  public GraphError error() {
    return error;
  }
}
