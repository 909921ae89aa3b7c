package dev.chasqui.simulator.webhooks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Updates of some chats of one number, delivered one webhook after another. A failure holds the
 * lane up until its retry, so a chat stays in order.
 */
final class Lane {
  private final Channel channel;
  private final ArrayDeque<Update> queue = new ArrayDeque<>();
  private boolean active;
  private int failures;

  Lane(Channel channel) {
    this.channel = channel;
  }

  void offer(Update update) {
    synchronized (queue) {
      queue.add(update);
      if (active) {
        return;
      }
      active = true;
    }
    channel.run(this);
  }

  /** Delivers until the lane is empty, a delivery fails, or the call-back is not verified yet. */
  void drain() {
    for (var batch = next(); !batch.isEmpty(); batch = next()) {
      if (!channel.isReady(this)) {
        return;
      }
      if (channel.deliver(batch)) {
        failures = 0;
        remove(batch.size());
      } else {
        failures++;
        dropExpired();
        channel.retry(this, failures);
        return;
      }
    }
  }

  private List<Update> next() {
    var limit = channel.batchSize();
    synchronized (queue) {
      var batch = new ArrayList<Update>(Math.min(limit, queue.size()));
      for (var update : queue) {
        if (batch.size() == limit) {
          break;
        }
        batch.add(update);
      }
      active = !batch.isEmpty();
      return batch;
    }
  }

  private void remove(int count) {
    synchronized (queue) {
      for (var i = 0; i < count; i++) {
        queue.remove();
      }
    }
    channel.left(count);
  }

  private void dropExpired() {
    var dropped = 0;
    synchronized (queue) {
      while (!queue.isEmpty() && channel.isExpired(queue.element())) {
        queue.remove();
        dropped++;
      }
    }
    channel.dropped(dropped);
  }
}
