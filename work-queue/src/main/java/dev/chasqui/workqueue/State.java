package dev.chasqui.workqueue;

/** The values of an item's state column. */
final class State {

  static final int READY = 0;
  static final int LEASED = 1;

  /** Behind an unfinished item of its group. */
  static final int HELD = 2;

  static final int DONE = 3;
  static final int FAILED = 4;
  static final int CANCELLED = 5;

  private State() {}
}
