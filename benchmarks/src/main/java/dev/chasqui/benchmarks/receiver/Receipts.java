package dev.chasqui.benchmarks.receiver;

import dev.chasqui.benchmarks.control.Micros;
import java.nio.ByteBuffer;

/** What was received of one batch of events, in the order in which it came. Thread-safe. */
final class Receipts {

  private static final int BYTES_OF_ONE = Integer.BYTES + Long.BYTES;

  private String prefix = "-";
  private boolean[] known = {};
  private int[] indexes = {};
  private long[] micros = {};
  private int distinct;
  private int kept;
  private int all;
  private long lastMicros;

  /** Forgets everything; counts the events of this batch from now on. */
  synchronized void begin(Expected expected) {
    prefix = expected.tag() + "-";
    known = new boolean[expected.size()];
    // Some may come twice.
    indexes = new int[expected.size() + expected.size() / 10 + 1];
    micros = new long[indexes.length];
    distinct = 0;
    kept = 0;
    all = 0;
    lastMicros = 0;
  }

  synchronized void take(String id) {
    if (!id.startsWith(prefix)) {
      return;
    }
    int index = Integer.parseInt(id, prefix.length(), id.length(), 10);
    long now = Micros.now();
    all++;
    if (kept < indexes.length) {
      indexes[kept] = index;
      micros[kept] = now;
      kept++;
    }
    if (!known[index]) {
      known[index] = true;
      distinct++;
      lastMicros = now;
    }
  }

  synchronized Received received() {
    return new Received(distinct, all, kept == 0 ? 0 : micros[0], lastMicros);
  }

  /** Of each an int, its index, and a long, its time in microseconds since 1970. */
  synchronized byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(kept * BYTES_OF_ONE);
    for (int i = 0; i < kept; i++) {
      bytes.putInt(indexes[i]).putLong(micros[i]);
    }
    return bytes.array();
  }
}
