package dev.chasqui.simulator.webhooks;

import dev.chasqui.simulator.graph.GraphError;
import dev.chasqui.simulator.numbers.BusinessNumber;
import dev.chasqui.simulator.numbers.Callback;
import dev.chasqui.simulator.numbers.CallbackVerifier;
import dev.chasqui.simulator.numbers.NumberListener;
import dev.chasqui.simulator.numbers.Numbers;
import dev.chasqui.simulator.time.Delays;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends webhooks: signed, retried with back-off, in order within a chat as long as the receiver is
 * one. What waits is bounded. Thread-safe.
 */
public final class Webhooks implements CallbackVerifier, NumberListener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Webhooks.class);

  private final Numbers numbers;
  private final WebhookSettings settings;
  private final Delays delays;
  private final WebhookClient client;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("webhook-", 0).factory());
  private final Map<String, Channel> channels = new ConcurrentHashMap<>();

  Webhooks(Numbers numbers, WebhookSettings settings, Delays delays) {
    this.numbers = numbers;
    this.settings = settings;
    this.delays = delays;
    this.client = new WebhookClient(settings);
  }

  /**
   * Sends an update of a number; returns at once.
   *
   * @param chat updates of the same chat are delivered in order
   * @param value becomes the change's value; not to be changed afterwards
   */
  public void send(BusinessNumber number, String chat, String field, ObjectNode value) {
    channel(number).offer(chat, Envelope.change(field, value));
  }

  @Override
  public void verify(Callback callback) {
    if (!client.handshake(callback)) {
      throw GraphError.invalidParameter(
              "The call-back URL could not be verified: "
                  + callback.url()
                  + " must answer the hub.challenge with status 200")
          .toException();
    }
  }

  @Override
  public void changed(BusinessNumber number) {
    channel(number).verifyLater();
  }

  Map<String, Channel> channels() {
    return channels;
  }

  private Channel channel(BusinessNumber number) {
    var channel = channels.get(number.phoneNumberId());
    return channel != null
        ? channel
        : channels.computeIfAbsent(number.phoneNumberId(), id -> newChannel(number));
  }

  private Channel newChannel(BusinessNumber first) {
    return new Channel(
        () -> {
          var number = numbers.find(first.phoneNumberId());
          return number
              .map(n -> new Channel.Target(n, numbers.callback(n)))
              .orElseGet(() -> new Channel.Target(first, null));
        },
        settings,
        client,
        delays,
        this::runUnlessClosed);
  }

  private void runUnlessClosed(Runnable task) {
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      log.debug("Closed; what waits is dropped", e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
    threads.shutdownNow();
  }
}
