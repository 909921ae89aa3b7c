package dev.chasqui.benchmarks.measure;

import dev.chasqui.benchmarks.system.Batch;
import dev.chasqui.benchmarks.system.BenchAccounts;
import dev.chasqui.http.CallSettings;
import dev.chasqui.http.Exchange;
import dev.chasqui.http.HttpCaller;
import dev.chasqui.http.Reach;
import dev.chasqui.schemas.SendCommand;
import dev.chasqui.sender.graph.MessageBody;
import dev.chasqui.sender.graph.MessageContent;
import dev.chasqui.sender.graph.Recipient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The limit that the path is held against: the sender's HTTP client, and nothing else. */
final class RawCalls implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MOST_READ = 64 * 1024;

  private final String url;
  private final int concurrency;
  private final HttpCaller http;

  RawCalls(String url, int concurrency) {
    this.url = url;
    this.concurrency = concurrency;
    this.http =
        new HttpCaller(
            new CallSettings(
                TIMEOUT, TIMEOUT, concurrency, concurrency, MOST_READ, new Reach.Everywhere()));
  }

  /** Posts the bodies that the sender would post for a batch; returns how long that took. */
  Duration post(Batch batch) {
    byte[][] bodies =
        IntStream.range(0, batch.size())
            .mapToObj(i -> body(batch.command(i)))
            .toArray(byte[][]::new);
    AtomicInteger next = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    long began = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < concurrency; thread++) {
        threads.execute(
            () -> {
              for (int i = next.getAndIncrement(); i < bodies.length; i = next.getAndIncrement()) {
                if (!post(batch, i, bodies[i])) {
                  failed.incrementAndGet();
                }
              }
            });
      }
    }
    if (failed.get() > 0) {
      throw new IllegalStateException(failed + " calls failed");
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private boolean post(Batch batch, int index, byte[] body) {
    URI uri =
        URI.create(
            url
                + "/"
                + BenchAccounts.VERSION
                + "/"
                + batch.account(index).phoneNumberId()
                + "/messages");
    Exchange exchange =
        http.post(uri, Map.of("Authorization", "Bearer " + BenchAccounts.TOKEN), body);
    return exchange instanceof Exchange.Answered answered && answered.status() == 200;
  }

  private static byte[] body(SendCommand command) {
    Recipient recipient = Recipient.parse(command.getTo()).orElseThrow();
    return MessageBody.of(command, recipient, MessageContent.of(command).getFirst(), null)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
