package dev.chasqui.simulator.received;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Counts keys, exactly, in about 30 bytes a key: a key is kept as 128 bits of its SHA-256. Millions
 * of keys fit; none is ever forgotten. Thread-safe; the locks are many and short.
 */
final class KeyCounter {
  private static final int SEGMENTS = 64;

  private final Segment[] segments =
      Stream.generate(Segment::new).limit(SEGMENTS).toArray(Segment[]::new);

  /** Adds one to the key's count and returns the new count. */
  int increment(String key) {
    var hash = hash(key);
    return segment(hash[1]).increment(hash[0], hash[1]);
  }

  int count(String key) {
    var hash = hash(key);
    return segment(hash[1]).count(hash[0], hash[1]);
  }

  long distinct() {
    return Arrays.stream(segments).mapToLong(Segment::size).sum();
  }

  void clear() {
    Arrays.stream(segments).forEach(Segment::clear);
  }

  private Segment segment(long hash) {
    return segments[(int) (hash >>> 58)];
  }

  private static long[] hash(String key) {
    try {
      var bytes = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
      return new long[] {bytes.getLong(), bytes.getLong()};
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An open-addressing table; a count of zero marks a free slot. */
  private static final class Segment {
    private static final int INITIAL = 64;

    private long[] keys = new long[2 * INITIAL];
    private int[] counts = new int[INITIAL];
    private int size;

    synchronized int increment(long high, long low) {
      if (size * 4 >= counts.length * 3) {
        grow();
      }
      var slot = slot(high, low);
      if (counts[slot] == 0) {
        keys[2 * slot] = high;
        keys[2 * slot + 1] = low;
        size++;
      }
      return ++counts[slot];
    }

    synchronized int count(long high, long low) {
      return counts[slot(high, low)];
    }

    synchronized int size() {
      return size;
    }

    synchronized void clear() {
      keys = new long[2 * INITIAL];
      counts = new int[INITIAL];
      size = 0;
    }

    private int slot(long high, long low) {
      var mask = counts.length - 1;
      var slot = (int) high & mask;
      while (counts[slot] != 0 && (keys[2 * slot] != high || keys[2 * slot + 1] != low)) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    private void grow() {
      var oldKeys = keys;
      var oldCounts = counts;
      keys = new long[2 * oldKeys.length];
      counts = new int[2 * oldCounts.length];
      for (var i = 0; i < oldCounts.length; i++) {
        if (oldCounts[i] != 0) {
          var slot = slot(oldKeys[2 * i], oldKeys[2 * i + 1]);
          keys[2 * slot] = oldKeys[2 * i];
          keys[2 * slot + 1] = oldKeys[2 * i + 1];
          counts[slot] = oldCounts[i];
        }
      }
    }
  }
}
