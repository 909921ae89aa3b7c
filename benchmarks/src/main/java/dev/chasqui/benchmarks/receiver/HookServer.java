package dev.chasqui.benchmarks.receiver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * Many receivers of webhooks, each on a port of its own, on one thread: so they take little of the
 * machine, and what is measured is who posts.
 */
final class HookServer {

  private static final int MOST_UNACCEPTED = 1_024;

  private final Selector selector = Selector.open();
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final List<Integer> ports = new ArrayList<>();
  private final Receipts receipts;

  HookServer(int receivers, Receipts receipts) throws IOException {
    this.receipts = receipts;
    for (int i = 0; i < receivers; i++) {
      ports.add(listen());
    }
  }

  /** An answer that is given at a time of {@link System#nanoTime}. */
  private record Due(long at, HookConnection connection) implements Comparable<Due> {

    @Override
    public int compareTo(Due other) {
      return Long.compare(at - other.at, 0);
    }
  }

  private int listen() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MOST_UNACCEPTED);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
    return server.socket().getLocalPort();
  }

  List<Integer> ports() {
    return List.copyOf(ports);
  }

  /** Serves until the process ends. */
  void run() {
    try {
      while (true) {
        selector.select(this::serve, untilDue());
        answerDue();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** In milliseconds, as {@link Selector#select(long)} has it: 0 for ever. */
  private long untilDue() {
    Due first = due.peek();
    return first == null
        ? 0
        : Math.max(1, TimeUnit.NANOSECONDS.toMillis(first.at() - System.nanoTime()));
  }

  private void answerDue() {
    for (Due first = due.peek(); first != null; first = due.peek()) {
      if (first.at() - System.nanoTime() > 0) {
        return;
      }
      due.remove();
      first.connection().answer();
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept((ServerSocketChannel) key.channel());
      } else {
        read((HookConnection) key.attachment());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocketChannel server) throws IOException {
    SocketChannel client = server.accept();
    if (client != null) {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      client.register(selector, SelectionKey.OP_READ, new HookConnection(client));
    }
  }

  private void read(HookConnection connection) {
    try {
      connection.read().ifPresent(hook -> take(hook, connection));
    } catch (IOException e) {
      connection.close();
    }
  }

  private void take(Hook hook, HookConnection connection) {
    if (hook.counted()) {
      receipts.take(hook.id());
    }
    if (hook.delayMillis() == 0) {
      connection.answer();
    } else if (hook.delayMillis() > 0) {
      long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(hook.delayMillis());
      due.add(new Due(at, connection));
    }
  }
}
