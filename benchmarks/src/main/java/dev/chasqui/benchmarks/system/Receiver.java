package dev.chasqui.benchmarks.system;

import dev.chasqui.benchmarks.control.Control;
import dev.chasqui.benchmarks.event.EventBatch;
import dev.chasqui.benchmarks.receiver.Expected;
import dev.chasqui.benchmarks.receiver.Received;
import dev.chasqui.benchmarks.receiver.ReceiverMain;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** What webhooks are posted to: 64 endpoints that work, one that hangs, one that is slow. */
public final class Receiver implements AutoCloseable {

  /** How many work, each on a port of its own. */
  public static final int ENDPOINTS = 64;

  /** How long the slow one takes to answer. */
  public static final int SLOW_MILLIS = 10_000;

  private static final int HANGING = ENDPOINTS;
  private static final int SLOW = ENDPOINTS + 1;

  private final JavaProcess process;
  private final Control control;
  private final int[] ports;

  Receiver(Path directory) {
    int port = Servers.freePort();
    this.process =
        JavaProcess.startOwn(
            "receiver",
            directory,
            List.of("-Xms512m", "-Xmx512m"),
            ReceiverMain.class,
            Integer.toString(port),
            Integer.toString(SLOW + 1));
    this.control = new Control("http://" + Servers.HOST + ":" + port);
    process.awaitReady(() -> JavaProcess.answers("http://" + Servers.HOST + ":" + port + "/ready"));
    this.ports = control.ask("/ports", int[].class);
  }

  /**
   * All receipts of a batch, also of events that came before, in their order.
   *
   * @param indexes of the events in the batch
   * @param micros since 1970
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  public record Receipts(int[] indexes, long[] micros) {}

  /** An address whose webhooks are counted, and answered after a time; each number has its own. */
  public URI counted(int delayMillis, int number) {
    return url(number % ENDPOINTS, "/counted/" + delayMillis + "/" + number);
  }

  /** An address that takes webhooks and never answers. */
  public URI hanging() {
    return url(HANGING, "/other/never/0");
  }

  /** An address that answers late. */
  public URI slow() {
    return url(SLOW, "/other/" + SLOW_MILLIS + "/0");
  }

  private URI url(int endpoint, String path) {
    return URI.create("http://" + Servers.HOST + ":" + ports[endpoint] + path);
  }

  /** Forgets all that was counted, and counts this batch from now on. */
  public void begin(EventBatch batch) {
    control.order("/begin", new Expected(batch.tag(), batch.size()), Expected.class);
  }

  /** What came since {@link #begin}. */
  public Received received() {
    return control.ask("/received", Received.class);
  }

  /** The receipts since {@link #begin}. */
  public Receipts receipts() {
    ByteBuffer bytes = ByteBuffer.wrap(control.bytes("/receipts"));
    int count = bytes.remaining() / (Integer.BYTES + Long.BYTES);
    Receipts receipts = new Receipts(new int[count], new long[count]);
    for (int i = 0; i < count; i++) {
      receipts.indexes()[i] = bytes.getInt();
      receipts.micros()[i] = bytes.getLong();
    }
    return receipts;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    control.close();
    process.close();
  }
}
