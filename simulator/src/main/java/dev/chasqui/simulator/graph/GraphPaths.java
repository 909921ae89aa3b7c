package dev.chasqui.simulator.graph;

/** Paths of the Graph shape. Graph serves a path without a version too. */
public final class GraphPaths {
  public static final String VERSIONED = "/{version:v[0-9]+\\.[0-9]+}/{id:[0-9]+}";
  public static final String UNVERSIONED = "/{id:[0-9]+}";

  private GraphPaths() {}
}
