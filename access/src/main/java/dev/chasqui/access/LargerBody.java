package dev.chasqui.access;

import java.time.Duration;

/**
 * A path whose bodies may be larger than others'. A bean of this type makes it so.
 *
 * @param path the whole path, such as {@code /api/files}
 * @param mostBytes of one body
 * @param atOnce how many such calls are served at once, since each takes a multiple of its body's
 *     size in memory, or its size on the disk, until its answer or {@link BodyTurn#end}
 * @param patience how long a call waits for its turn before it is refused with 503
 * @param timeToArrive how long a body may take in all before it is refused with 408
 */
public record LargerBody(
    String path, int mostBytes, int atOnce, Duration patience, Duration timeToArrive) {

  /** One that may take as long as any other. */
  public LargerBody(String path, int mostBytes, int atOnce, Duration patience) {
    this(path, mostBytes, atOnce, patience, BodyLimit.USUAL_TIME);
  }
}
