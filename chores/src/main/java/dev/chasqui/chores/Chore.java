package dev.chasqui.chores;

import java.time.Duration;

/**
 * Something to be done from time to time, in small steps. Several instances may do it at once.
 *
 * @param name for the log and the metric
 * @param every how long it rests when nothing is left to do
 */
public record Chore(String name, Duration every, Step step) {

  /** Does a small part. */
  @FunctionalInterface
  public interface Step {

    /** Returns whether there is more to do at once. */
    boolean run();

    /** A step that does all there is to do. */
    static Step whole(Runnable task) {
      return () -> {
        task.run();
        return false;
      };
    }
  }
}
