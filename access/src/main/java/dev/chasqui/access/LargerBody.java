package dev.chasqui.access;

import java.time.Duration;

/**
 * A path whose bodies may be larger than others'. A bean of this type makes it so.
 *
 * @param path the whole path, such as {@code /api/files}
 * @param mostBytes of one body
 * @param atOnce how many such calls are served at once, since each takes a multiple of its body's
 *     size in memory, or its size on the disk
 * @param patience how long a call waits for its turn before it is refused with 503
 */
public record LargerBody(String path, int mostBytes, int atOnce, Duration patience) {}
