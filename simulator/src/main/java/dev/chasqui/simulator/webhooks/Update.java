package dev.chasqui.simulator.webhooks;

/** An update that waits to be delivered. */
final class Update {
  private final byte[] change;
  private final long since = System.nanoTime();

  /**
   * Waits from now on.
   *
   * @param change the change object, as it will stand in the body
   */
  Update(byte[] change) {
    this.change = change;
  }

  byte[] change() {
    return change;
  }

  /** When it came up, of {@link System#nanoTime}. */
  long since() {
    return since;
  }
}
